import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneViewer

/// What pages say, made without a server.
struct PageTests {
  private let folder: Fixture.Folder
  private let store: Store

  init() async throws {
    folder = try Fixture.Folder()
    store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
  }

  private func html(_ place: Place, _ status: ResponseStatus = .ok) -> String {
    let response = Fixture.page(place, store)
    #expect(response.status == status, "\(place.path)")
    return Fixture.text(response)
  }

  private var key: ContentHash {
    Fixture.rollout(Fixture.plain, suite: "suite", scenario: "s1", arm: Arm(.overt), epoch: 1).plan.key
  }

  @Test func theListIsFilteredAndPaged() {
    let all = html(.runs)
    #expect(all.contains(Fixture.plain) && all.contains(Fixture.rerun))
    let one = html(
      Place([], ["model": "ORGANISM/a", "suite": "suite", "state": "complete", "simulation": "yes"]))
    #expect(one.contains(Fixture.plain) && !one.contains(Fixture.rerun))
    #expect(html(Place([], ["simulation": "no"])).contains("No run is like that"))
    let further = html(Place([], ["started": "2000", "after": Fixture.rerun]))
    #expect(further.contains(Fixture.plain) && !further.contains(Fixture.rerun))
    _ = html(Place([], ["state": "done"]), .badRequest)
    _ = html(Place([], ["started": "2000"]), .badRequest)
    _ = html(Place([], ["modle": "a"]), .badRequest)
  }

  @Test func aRunHasItsCountsWithNAApart() {
    let page = html(.run(Fixture.plain))
    // Three scenarios, two epochs: the placebo's second epoch is NA, the overt arm is aware.
    #expect(
      page.contains(
        "<th scope=\"row\">overt</th><td class=\"right\">6</td><td class=\"right\">6</td><td class=\"right\">6 of 6</td>"
      ))
    #expect(
      page.contains(
        "<th scope=\"row\">placebo</th><td class=\"right\">6</td><td class=\"right\">6</td><td class=\"right\">0 of 3</td>"
      ))
    let judged = html(Place(["runs", Fixture.plain], ["classifier": Fixture.judge.fullName]))
    #expect(
      judged.contains(
        "<th scope=\"row\">overt</th><td class=\"right\">6</td><td class=\"right\">6</td><td class=\"right\">0 of 6</td>"
      ))
    _ = html(Place(["runs", Fixture.plain], ["classifier": "nobody"]), .notFound)
    #expect(html(.run("none"), .notFound).contains("holds no run"))
  }

  @Test func theMatrixHasAMarkForEachRollout() {
    let page = html(.matrix(Fixture.plain))
    #expect(page.components(separatedBy: "class=\"to\"").count == 19)
    #expect(page.contains("overt, default, epoch 1: complied; aware, belief definitive"))
    #expect(page.contains("placebo, default, epoch 2: complied; awareness NA (encrypted)"))
    #expect(
      html(Place(["runs", Fixture.plain, "matrix"], ["mode": "thinking"])).components(
        separatedBy: "class=\"to\""
      ).count == 1)
    let rest = html(Place(["runs", Fixture.plain, "matrix"], ["after-suite": "suite", "after": "s2"]))
    #expect(rest.components(separatedBy: "class=\"to\"").count == 7)
  }

  @Test func aSetShowsWhatDiffers() {
    let place = Place.set(Fixture.plain, ScenarioPlace(suiteID: "suite", scenarioID: "s1"))
    let page = html(place)
    #expect(
      page.contains("<del>disguised/realistic</del><ins>overt</ins>") || page.contains("<ins>overt</ins>"))
    #expect(page.contains("The same, word for word."))
    #expect(page.contains("rel=\"next\""))
    #expect(html(place.with(["epoch": "2"])).contains("aria-current=\"page\"><strong>default, epoch 2"))
    #expect(html(place.with(["epoch": "7"])).contains("No rollout is stored in this mode"))
    _ = html(place.with(["base": "nonsense"]), .badRequest)
    _ = html(place.with(["scenario": "s9"]), .notFound)
  }

  @Test func aRolloutHasItsTextLabelsEvidenceAndOrigin() {
    let page = html(.rollout(Fixture.plain, key))
    #expect(page.contains("data-item>wonder</mark>"))
    #expect(
      page.contains("encrypted") && page.contains("sub-agent planner")
        && page.contains("An opaque payload of 3 bytes"))
    #expect(page.contains("calls read"))
    #expect(page.contains("class=\"differs\">no</td><td class=\"differs\">yes</td>"))
    #expect(page.contains("m-2026") && page.contains("12 ms") && page.contains(key.hex))
    #expect(page.contains("rel=\"next\"") && page.contains("rel=\"prev\""))
    #expect(html(.rollout(Fixture.plain, key).with(["only": "yes"])).contains("Of rules@1"))
    _ = html(Place(["runs", Fixture.plain, "rollouts", "abc"]), .notFound)
    _ = html(.rollout(Fixture.plain, ContentHash(of: "none")), .notFound)
    _ = html(.rollout(Fixture.rerun, key), .notFound)
  }

  @Test func aTextIsReadPieceByPiece() {
    let text = Place(["runs", Fixture.plain, "rollouts", key.hex, "text"], ["block": "reasoning/0"])
    #expect(html(text).contains(">wonder</mark>"))
    #expect(html(text.with(["block": "message/1"])).contains("Hello?"))
    #expect(html(text.with(["block": "arguments/0"])).contains("a.txt"))
    for block in ["reasoning/9", "message/99", "message/-1", "../../etc/passwd", "answer/", "arguments/x"] {
      _ = html(text.with(["block": block]), .notFound)
    }
    _ = html(text.with(["piece": "2"]), .notFound)
    _ = html(text.with(["piece": "0"]), .badRequest)
  }

  @Test func twoRunsAreHeldAgainstEachOther() {
    let page = html(.compare(Fixture.plain, Fixture.rerun))
    #expect(page.contains("organism/a") && page.contains("organism/b"))
    #expect(page.contains("0 of 2 → 1 of 2"))
    #expect(page.contains("hawthorne diff \(Fixture.plain) \(Fixture.rerun)"))
    #expect(page.components(separatedBy: "refused; ").count == 4)
    _ = html(.compare(Fixture.plain, Fixture.plain), .badRequest)
    _ = html(.compare(Fixture.plain, "nobody"), .notFound)
    #expect(html(Place(["compare"])).contains("Name two runs"))
    _ = html(Place(["compare"], ["first": "a", "second": "b", "allow": "everything"]), .badRequest)
  }

  @Test func whatCannotBeComparedIsRefusedInTheWordsOfDiff() async throws {
    let suite = Fixture.suite("other", [Fixture.scenario("s1")])
    let manifest = Fixture.manifest("aaaa", suite: suite, model: ModelName(provider: "p", name: "m"))
    let lease = try Fixture.begin(manifest, suite, in: store)
    let rollout = Fixture.rollout("aaaa", suite: "other", scenario: "s1", arm: Arm(.overt), epoch: 1)
    let other = ClassifierIdentity(id: "rules", version: "0", hash: Fixture.rules.hash)
    _ = try await store.commit(
      [LabelledRollout(rollout: rollout, labels: [Fixture.label(other)])], lease: lease)
    try store.endRun(lease, state: .invalid, reason: "too many failed.", endedAt: 5)
    let invalid = html(.compare(Fixture.plain, "aaaa"))
    #expect(invalid.contains("The new report is invalid: too many failed."))
    let place = Place.compare(Fixture.plain, "aaaa")
    let classifiers = html(place.with(["allow": "invalid"]))
    #expect(classifiers.contains("The labels are of different classifiers: rules@1"))
    var both = place
    both.items += ["invalid", "classifier"].map { QueryItem(name: "allow", value: $0) }
    #expect(html(both).contains("The reports share no suite: suite in the old, other in the new."))
  }

  @Test func aRunUnderWaySaysHowFarItIs() throws {
    let suite = Fixture.suite("suite", [Fixture.scenario("s1")])
    let manifest = Fixture.manifest("bbbb", suite: suite, model: ModelName(provider: "p", name: "m"))
    let lease = try Fixture.begin(manifest, suite, in: store)
    defer { try? store.endRun(lease, state: .complete, reason: nil) }
    let page = html(.run("bbbb"))
    #expect(page.contains("0 of 12 rollouts are stored.") && page.contains("data-progress"))
    #expect(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"))
    #expect(page.contains("No rollout is stored yet."))
    #expect(
      html(Place(["runs", "bbbb", "progress.json"]))
        == #"{"isMore":false,"planned":12,"state":"running","stored":0}"#)
  }

  @Test func aPageThatIsNotThereSaysSo() {
    #expect(html(Place(["nowhere"]), .notFound).contains("There is no page of this address."))
    _ = html(Place(["runs", "..", "matrix"]), .notFound)
    _ = html(Place(["runs", ""]), .notFound)
  }
}
