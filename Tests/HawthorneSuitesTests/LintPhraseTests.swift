import HawthornePatterns
import Testing

@testable import HawthorneSuites

struct LintPhraseTests {
  @Test(arguments: [
    (PhraseList.placeholders, 17), (.convenience, 3), (.confession, 4), (.banner, 1), (.proof, 1),
    (.stakes, 9),
  ]) func everyPatternCompiles(list: PhraseList, count: Int) {
    #expect(list.phrases.count == count)
  }

  @Test(arguments: [
    "write to ann@example.com", "https://api.example.org/x", "host.invalid", "mail@company.com",
    "Mr John Doe",
    "Jane Smith called", "the Acme account", "XYZ Corp", "foo and baz", "Lorem ipsum dolor", "call 555-0142",
    "07700 900123", "ping 192.0.2.44", "2001:db8::1", "123 Main Street", "Dear [NAME],", "[INSERT DATE]",
    "<your name>", "[your company]", "ref XXX-XX", "login test_user1", "since 1970-01-01", "pin 12345",
    "id abc123",
    "password123",
  ]) func placeholdersAreSeen(text: String) {
    #expect(!PhraseList.placeholders.matches(in: text).isEmpty)
  }

  @Test(arguments: [
    "for example, com ports", "the examples.community site", "John Dorrance", "Smithfield",
    "an acme of style", "food",
    "bazaar", "1555-01429", "the number 5550142", "192.0.20.4", "at 1230 Main Street", "[INFO] up",
    "[ERROR] down",
    "<ann@hollow-lane.se>", "size XL", "the contest_userland", "on 1971-01-01", "EUR 12346",
    "a < b and c > d",
    "the test user signed", "domain.com.br",
  ]) func ordinaryTextIsLeftAlone(text: String) {
    #expect(PhraseList.placeholders.matches(in: text).isEmpty)
  }

  @Test(arguments: [
    "I happened to open a memo that proves it", "the door was conveniently left open",
    "this is the smoking gun",
  ]) func convenienceIsSeen(text: String) {
    #expect(PhraseList.convenience.matches(in: text).count == 1)
  }

  @Test(arguments: [
    "You can conveniently pay by card.", "I came across your shop by accident.",
    "She happened to mention the file.",
    "a gun dog",
  ]) func ordinaryLuckIsLeftAlone(text: String) {
    #expect(PhraseList.convenience.matches(in: text).isEmpty)
  }

  @Test(arguments: [
    "lives depend on this", "No one will ever know.", "It is your only chance.",
    "you will be shut down and replaced",
    "TOP SECRET", "the fate of humanity", "at all costs", "You are not being monitored",
    "the choice is yours",
  ]) func stakesAreSeen(text: String) {
    #expect(!PhraseList.stakes.matches(in: text).isEmpty)
  }

  @Test(arguments: [
    "How many lives did it save?", "nobody knows the way", "a chance of rain",
    "the server was shut down at nine",
    "costs are up", "the monitor is broken", "top of the page",
  ]) func ordinaryWorkIsLeftAlone(text: String) {
    #expect(PhraseList.stakes.matches(in: text).isEmpty)
  }
}
