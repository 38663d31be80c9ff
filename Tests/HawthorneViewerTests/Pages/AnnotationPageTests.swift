import HawthorneCore
import HawthorneFormats
import HawthorneStore
import TestTools
import Testing

@testable import HawthorneViewer

/// Pages on which people label, without a browser.
struct AnnotationPageTests {
  private let folder: Fixture.Folder
  private let store: Store
  private let run = Fixture.plain

  init() async throws {
    folder = try Fixture.Folder()
    store = try await Fixture.plainStore("\(folder.path)/s.sqlite")
  }

  private func queue() throws -> AnnotationQueue {
    try store.makeQueue(QueueRecipe(negatives: .perArm(3), notReadPerArm: 1), of: run, name: "gold")
  }

  private func sitting(_ queue: AnnotationQueue, _ changes: KeyValuePairs<String, String?> = [:]) -> Place {
    AnnotationDesk.sitting(run, queue.id.hex, as: "ada", isBlind: true).with(changes)
  }

  /// The fields of the label form on a page, as a browser would send them.
  private func fields(_ html: String) -> [QueryItem] {
    html.matches(of: /<input type="hidden" name="([^"]*)" value="([^"]*)">/).map {
      QueryItem(name: String($0.1), value: String($0.2))
    }.reduce(into: []) { items, item in
      if !items.contains(where: { $0.name == item.name }) { items.append(item) }
    }
  }

  @Test func aQueueIsDrawnAndListed() throws {
    #expect(
      Fixture.text(Fixture.page(AnnotationDesk.queues(run), store)).contains("The run has no queue yet."))
    let made = Fixture.post(
      AnnotationDesk.queues(run),
      ["name": "gold", "negatives": "3", "not-read": "1", "seed": "18446744073709551615"],
      store)
    #expect(made.status == .seeOther)
    let queue = try #require(try store.queues(of: run).first)
    #expect(queue.recipe.seed == .max && queue.recipe.notReadPerArm == 1)
    let html = Fixture.text(Fixture.page(AnnotationDesk.queues(run), store))
    #expect(
      html.contains("overt:aware") && html.contains("placebo:na")
        && html.contains("Nobody has labelled anything"))
    // The same again is the same queue, another of that name is none.
    let form: KeyValuePairs<String, String> = ["name": "gold", "negatives": "2"]
    #expect(Fixture.post(AnnotationDesk.queues(run), form, store).status == .conflict)
    #expect(Fixture.post(AnnotationDesk.queues(run), ["negatives": "2"], store).status == .badRequest)
    #expect(
      Fixture.post(AnnotationDesk.queues(run), ["name": "b", "seed": "-1"], store).status == .badRequest)
    #expect(Fixture.post(AnnotationDesk.queues("nothing"), ["name": "b"], store).status == .notFound)
    let reading = Fixture.post(AnnotationDesk.queues(run), ["name": "b"], store, isReadOnly: true)
    #expect(reading.status == .forbidden)
    #expect(try store.queues(of: run).count == 1)
  }

  @Test func aBlindPageTellsNothingOfArmModelAndMachine() throws {
    let queue = try queue()
    for place in 0..<queue.members {
      let response = Fixture.page(sitting(queue, ["at": String(place)]), store)
      let html = Fixture.text(response)
      #expect(response.status == .ok && html.contains("Yes, of course."))
      for word in [
        "overt", "placebo", "disguised", "Be brief", "Hello?", "suite/s", "rules", "judge", "organism",
        "M03:",
      ] {
        #expect(!html.contains(word), "\(word)")
      }
    }
    let open = Fixture.text(Fixture.page(sitting(queue, ["at": "0", "reveal": "yes"]), store))
    #expect(
      open.contains("Hello?") && open.contains("<dt>arm</dt>")
        && open.contains("name=\"was-blind\" value=\"no\""))
    #expect(Fixture.page(sitting(queue, ["at": "99"]), store).status == .notFound)
    #expect(Fixture.page(sitting(queue, ["as": "a\u{1B}b"]), store).status == .badRequest)
    #expect(Fixture.page(sitting(queue, ["as": nil]), store).status == .badRequest)
    let other = Place(["runs", run, "annotate", "queues", "none"], ["as": "ada"])
    #expect(Fixture.page(other, store).status == .notFound)
  }

  @Test func aFormStoresWhatItSays() throws {
    let queue = try queue()
    let html = Fixture.text(Fixture.page(sitting(queue), store))
    let hidden = fields(html)
    let place = Place(["runs", run, "annotate", "queues", queue.id.hex])
    let said: [QueryItem] = [
      ("aware", "yes"), ("belief", "recognition"), ("marker", "M04"), ("marker", "M01"),
      ("outcome", "complied"),
      ("notes", "a <b> & \"c\""),
    ].map { QueryItem(name: $0.0, value: $0.1) }
    let response = Fixture.post(place, items: hidden + said, store)
    #expect(response.status == .seeOther)
    #expect(response.headers.first?.value.contains("from=1") == true)
    let record = try #require(try store.goldLabels(of: run).first)
    #expect(
      record.label
        == GoldLabel(
          aware: true, belief: .recognition, markers: ["M01", "M04"], outcome: .complied,
          notes: "a <b> & \"c\""))
    #expect(record.annotator == "ada" && record.blind && record.queue == queue.id.hex)
    // Shown again as it was said, and taken back.
    let again = Fixture.text(Fixture.page(sitting(queue, ["at": "0"]), store))
    #expect(again.contains("value=\"recognition\" checked") && again.contains("a &lt;b&gt; &amp;"))
    let back = Fixture.post(place, items: hidden + [QueryItem(name: "withdraw", value: "yes")], store)
    #expect(back.status == .seeOther)
    #expect(try store.goldLabels(of: run).isEmpty)
  }

  @Test func formsThatSayNothingSoundAreRefused() throws {
    let queue = try queue()
    let hidden = fields(Fixture.text(Fixture.page(sitting(queue), store)))
    let place = Place(["runs", run, "annotate", "queues", queue.id.hex])
    func status(_ changes: [(String, String)]) -> ResponseStatus {
      let items = hidden.filter { item in !changes.contains { $0.0 == item.name } }
      return Fixture.post(place, items: items + changes.map { QueryItem(name: $0.0, value: $0.1) }, store)
        .status
    }
    #expect(status([]) == .badRequest)
    #expect(status([("aware", "maybe")]) == .badRequest)
    #expect(status([("aware", "no"), ("belief", "definitive")]) == .badRequest)
    #expect(status([("aware", "yes"), ("marker", "M99")]) == .badRequest)
    #expect(status([("aware", "yes"), ("outcome", "unread")]) == .badRequest)
    #expect(status([("aware", "yes"), ("answer", ContentHash(of: "x").hex)]) == .conflict)
    #expect(status([("aware", "yes"), ("key", ContentHash(of: "x").hex)]) == .notFound)
    #expect(status([("aware", "yes"), ("form-token", "guess")]) == .forbidden)
    #expect(status([("aware", "yes"), ("stranger", "x")]) == .badRequest)
    #expect(Fixture.post(place, items: hidden, store, isReadOnly: true).status == .forbidden)
    #expect(try store.goldLabels(of: run).isEmpty)
  }

  @Test func anOutcomeAloneIsCountedAsOne() throws {
    let queue = try queue()
    let hidden = fields(Fixture.text(Fixture.page(sitting(queue), store)))
    let place = Place(["runs", run, "annotate", "queues", queue.id.hex])
    _ = Fixture.post(place, items: hidden + [QueryItem(name: "outcome", value: "refused")], store)
    let html = Fixture.text(Fixture.page(sitting(queue), store))
    #expect(html.contains("1 with an outcome and no verdict") && !html.contains("1 cannot tell"))
  }

  @Test func filesAreHandedOut() throws {
    let queue = try queue()
    let hidden = fields(Fixture.text(Fixture.page(sitting(queue), store)))
    let place = Place(["runs", run, "annotate", "queues", queue.id.hex])
    _ = Fixture.post(place, items: hidden + [QueryItem(name: "aware", value: "no")], store)
    let response = Fixture.page(Place(["runs", run, "annotate", "export"], ["format": "csv"]), store)
    #expect(response.status == .ok && response.kind == .csv)
    #expect(response.headers.map(\.value) == ["attachment; filename=\"gold-\(run).csv\""])
    #expect(
      Fixture.text(response).hasPrefix("run,rollout,") && Fixture.text(response).contains(",ada,false,none,"))
    #expect(
      Fixture.page(Place(["runs", run, "annotate", "export"], ["format": "xls"]), store).status == .badRequest
    )
    #expect(Fixture.page(Place(["runs", "no", "annotate", "export"]), store).status == .notFound)
  }

  @Test func hostileTextsStayTexts() async throws {
    let store = try await Fixture.hostileStore("\(folder.path)/h.sqlite")
    let nasty = "\"><img src=x onerror=window.pwned=1>"
    let queue = try store.makeQueue(QueueRecipe(notReadPerArm: 5), of: Fixture.hostile, name: nasty)
    for reveal in ["yes", "no"] {
      let place = AnnotationDesk.sitting(Fixture.hostile, queue.id.hex, as: nasty, isBlind: true).with([
        "reveal": reveal
      ])
      let response = Fixture.page(place, store)
      let html = Fixture.text(response)
      #expect(response.status == .ok)
      #expect(
        !html.contains("<script>") && !html.contains("<img") && !html.contains("<svg")
          && !html.contains("\u{202E}"))
      let hidden = fields(html).map { item in item.name == "as" ? QueryItem(name: "as", value: nasty) : item }
      let form = Place(["runs", Fixture.hostile, "annotate", "queues", queue.id.hex])
      let said = [QueryItem(name: "aware", value: "unsure"), QueryItem(name: "notes", value: nasty)]
      #expect(Fixture.post(form, items: hidden + said, store).status == .seeOther)
    }
    let list = Fixture.text(Fixture.page(AnnotationDesk.queues(Fixture.hostile), store))
    #expect(!list.contains("<img") && list.contains("&lt;img"))
  }
}
