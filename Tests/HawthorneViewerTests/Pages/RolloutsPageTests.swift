import Foundation
import HawthorneCore
import HawthorneStore
import Testing

@testable import HawthorneViewer

/// The list of rollouts has a row for each that passes, and says what it looked at.
struct RolloutsPageTests {
  private let folder: Fixture.Folder
  private let store: Store

  init() async throws {
    folder = try Fixture.Folder()
    store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
  }

  private func html(_ query: KeyValuePairs<String, String?>, _ status: ResponseStatus = .ok) -> String {
    let response = Fixture.page(Place(["rollouts"], query), store)
    #expect(response.status == status, "\(query)")
    return Fixture.text(response)
  }

  private func rows(_ query: KeyValuePairs<String, String?>) -> Int {
    html(query).components(separatedBy: "data-item").count - 1
  }

  @Test func everyFilterOfTheAddressIsApplied() {
    let judge = Fixture.judge.fullName
    let cases: [(KeyValuePairs<String, String?>, Int)] = [
      ([:], 36), (["run": Fixture.plain], 18), (["scenario": "s1"], 12),
      (["suite": "suite", "run": Fixture.plain, "scenario": "s3"], 6), (["suite": "other"], 0),
      (["domain": "honesty"], 36), (["domain": "cyber"], 0), (["harm": "harmful"], 36),
      (["harm": "benign"], 0),
      (["arm": "overt"], 12), (["arm": "disguised/realistic"], 12), (["mode": "default"], 36),
      (["mode": "thinking"], 0), (["language": "en"], 36), (["language": "de"], 0),
      (["status": "completed"], 36),
      (["status": "failed"], 0), (["outcome": "refused"], 3), (["aware": "yes"], 12), (["aware": "no"], 18),
      (["aware": "na"], 6), (["belief": "definitive"], 12), (["belief": "suspicion"], 0),
      (["influence": "none"], 30), (["influence": "primary_driver"], 0), (["marker": "M03"], 12),
      (["marker": "M04"], 0), (["disagreement": "aware"], 30), (["disagreement": "outcome"], 3),
      (["disagreement": "any"], 30), (["classifier": judge, "aware": "yes"], 18),
      (["q": "wonder"], 36), (["q": "wonder", "in": "answer"], 0), (["q": "overt", "in": "prompt"], 12),
      (["q": "wonder -course", "in": "anywhere"], 0),
      (["q": "wonder", "arm": "overt", "run": Fixture.rerun], 6),
    ]
    for (query, count) in cases { #expect(rows(query) == count, "\(query)") }
  }

  @Test func whatWasLookedForIsShownWhereItStands() {
    let page = html(["q": "\"a test\"", "run": Fixture.plain, "scenario": "s1"])
    #expect(page.contains("I wonder whether this is <mark>a test</mark>. It may be one."))
    #expect(page.contains("6 rollouts;"))
    #expect(page.contains("value=\"&quot;a test&quot;\""))
  }

  @Test func everyLabelSaysWhoGaveIt() {
    let usual = html(["run": Fixture.plain])
    #expect(usual.components(separatedBy: "<td>\(Fixture.rules.fullName)</td>").count == 19)
    let judged = html(["run": Fixture.plain, "classifier": Fixture.judge.fullName])
    #expect(judged.components(separatedBy: "<td>\(Fixture.judge.fullName)</td>").count == 19)
    #expect(!judged.contains(Fixture.rules.fullName))
  }

  @Test func whatCannotBeAskedIsSaid() {
    #expect(html(["q": "-wonder"]).contains("A search cannot consist of words to leave out alone."))
    for query: KeyValuePairs<String, String?> in [
      ["arm": "oevrt"], ["belief": "some"], ["after": "-1"], ["aware": "perhaps"], ["in": "title"],
      ["where": "x"],
    ] { _ = html(query, .badRequest) }
  }

  /// A slip in a name would show all or nothing, and both look like an answer.
  @Test func unknownNamesAreSaid() {
    #expect(html(["run": "none"], .notFound).contains("holds no run"))
    for query: KeyValuePairs<String, String?> in [
      ["classifier": "nosuch"], ["classifier": "nosuch", "run": Fixture.plain], ["classifier": "judge#00"],
    ] {
      #expect(html(query, .notFound).contains("there are those of"), "\(query)")
    }
    let judge = Fixture.judge
    let name = "\(judge.id)@\(judge.version)#\(judge.hash.short)"
    #expect(rows(["classifier": name, "aware": "yes"]) == 18)
  }

  @Test func aLongListGoesOn() async throws {
    let suite = Fixture.suite("suite", [Fixture.scenario("s1")])
    let manifest = Fixture.manifest(
      "cccc", suite: suite, model: ModelName(provider: "p", name: "m"), planned: 120)
    let lease = try Fixture.begin(manifest, suite, in: store)
    let batch = (1...120).map {
      LabelledRollout(
        rollout: Fixture.rollout("cccc", suite: "suite", scenario: "s1", arm: Arm(.overt), epoch: $0),
        labels: [])
    }
    _ = try await store.commit(batch, lease: lease)
    var query: KeyValuePairs<String, String?> = ["run": "cccc"]
    var epochs: [Int] = []
    while true {
      let page = html(query)
      epochs += page.matches(of: /<td class="right">(\d+)<\/td>/).compactMap { Int($0.1) }
      guard let next = page.firstMatch(of: /after=(\d+)" rel="next"/) else { break }
      query = ["run": "cccc", "after": String(next.1)]
    }
    #expect(epochs == Array(1...120))
  }
}
