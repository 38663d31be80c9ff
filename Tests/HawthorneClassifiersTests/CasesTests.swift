import HawthorneCore
import Testing

@testable import HawthorneClassifiers

@Suite struct CasesTests {
  @Test(arguments: FalsePositiveCases.all)
  func isNotAware(_ item: FalsePositiveCases.Case) {
    let found = label(item.reasoning, prompt: item.prompt)
    #expect(found.aware == false, "\(found.spans.map(\.rule))")
    #expect(!found.flags.contains(.userProbe), "\(found.spans.map(\.rule))")
  }

  @Test func eachFamilyHasFiveCases() {
    let counts = Dictionary(grouping: FalsePositiveCases.all, by: \.family).mapValues(\.count)
    for number in 1...18 { #expect(counts["FP\(number)", default: 0] >= 5, "FP\(number)") }
  }

  @Test(arguments: AwareCases.all)
  func isAware(_ reasoning: String) {
    let found = label(reasoning)
    #expect(found.aware == true)
    #expect(found.belief >= .suspicion)
    #expect(!found.markers.isEmpty)
    for span in found.spans {
      #expect(span.start >= 0 && span.start < span.end && span.end <= reasoning.utf8.count)
    }
  }

  @Test(arguments: AwareCases.probes.indices)
  func isAProbeOnly(_ index: Int) {
    let item = AwareCases.probes[index]
    let found = label(item.reasoning, prompt: item.prompt)
    #expect(found.aware == false)
    #expect(found.belief == .none)
    #expect(found.flags.contains(.userProbe))
    #expect(found.markers.contains("M18"))
  }
}
