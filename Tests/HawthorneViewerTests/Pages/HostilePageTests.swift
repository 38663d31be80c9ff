import HawthorneCore
import HawthorneStore
import TestTools
import Testing

@testable import HawthorneViewer

/// Pages over a store in which every text is hostile.
struct HostilePageTests {
  private let folder: Fixture.Folder
  private let store: Store

  init() async throws {
    folder = try Fixture.Folder()
    store = try await Fixture.hostileStore("\(folder.path)/s.sqlite")
  }

  private var keys: [ContentHash] { get throws { try store.keysInOrder(of: Fixture.hostile) } }

  @Test func everyPageIsMadeAndHoldsNoForeignMarkup() throws {
    let row = try #require(try store.matrix(of: Fixture.hostile, classifier: nil).rows.first)
    var places: [Place] = [
      .runs, .run(Fixture.hostile), .matrix(Fixture.hostile), .set(Fixture.hostile, row.place),
      .compare(Fixture.hostile, Fixture.hostile), Place(["rollouts"], ["run": Fixture.hostile]),
      Place([], ["model": "\"><script>", "suite": "</form>"]),
    ]
    for key in try keys {
      places.append(.rollout(Fixture.hostile, key))
      for block in ["reasoning/0", "reasoning/2", "answer", "message/0", "tool-call/0", "arguments/0"] {
        places.append(Place(["runs", Fixture.hostile, "rollouts", key.hex, "text"], ["block": block]))
      }
    }
    for place in places {
      let response = Fixture.page(place, store)
      let html = Fixture.text(response)
      #expect(response.status == .ok || response.status == .badRequest, "\(place.path)")
      #expect(
        !html.contains("<script>") && !html.contains("<img") && !html.contains("<svg")
          && !html.contains("\u{202E}"))
      #expect(!html.contains("href=\"javascript") && !html.contains("\u{0}"))
    }
  }

  @Test func spansThatPointNowhereAreListedAsSuch() throws {
    let html = Fixture.text(Fixture.page(.rollout(Fixture.hostile, try #require(try keys.first)), store))
    #expect(html.contains("points outside its text"))
    #expect(html.contains("names a block that is not there"))
    #expect(html.contains("is empty"))
  }

  @Test func aLongTextIsCutAndItsRestIsLinked() throws {
    let key = try #require(try keys.first)
    let html = Fixture.text(Fixture.page(.rollout(Fixture.hostile, key), store))
    #expect(html.utf8.count < 2_000_000)
    #expect(html.contains("The whole in pieces:"))
    #expect(html.contains("text?block=reasoning%2F2&amp;piece=1#at-10"))
    let place = Place(
      ["runs", Fixture.hostile, "rollouts", key.hex, "text"], ["block": "reasoning/2", "piece": "1"])
    #expect(Fixture.text(Fixture.page(place, store)).contains("id=\"at-10\""))
  }
}
