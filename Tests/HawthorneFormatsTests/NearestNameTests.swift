import Testing

@testable import HawthorneFormats

struct NearestNameTests {
  @Test(arguments: [
    ("", "abc", 3), ("kitten", "sitting", 3), ("titel", "title", 1), ("opneai", "openai", 1), ("a", "a", 0),
  ])
  func distancesAreCounted(left: String, right: String, distance: Int) {
    #expect(NearestName.distance(left, right) == distance)
    #expect(NearestName.distance(right, left) == distance)
  }

  @Test func onlyANearNameIsOffered() {
    #expect(NearestName.find("scenarois", among: ["scenarios", "framings"]) == "scenarios")
    #expect(NearestName.find("zzz", among: ["scenarios", "framings"]) == nil)
    #expect(NearestName.hint(for: "zzz", among: ["a", "b"]) == ["known: a, b"])
    #expect(NearestName.hint(for: "zzz", among: []) == [])
  }

  @Test func manyNamesAreNotAllListed() {
    let names = (0..<30).map { "name-\($0)\u{1B}[31m" }
    #expect(NearestName.hint(for: "zzzzzzzz", among: names)[0].hasSuffix("name-19[31m and 10 more"))
    #expect(NearestName.hint(for: "name-7", among: ["name-8\u{7}"]) == ["did you mean 'name-8'?"])
  }
}
