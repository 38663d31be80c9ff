import Foundation
import HawthorneCore
import HawthorneFormats
import TestTools
import Testing

/// `hawthorne models`, run as users run it.
struct ModelsCommandTests {
  private func run(_ arguments: [String], _ variables: [String: String]) async throws -> String {
    // The variables that it is to say are set or not are these alone.
    let result = try await Program(HawthorneBinary.path, ["models"] + arguments, environment: variables).run()
    #expect(result.status == 0)
    return result.output
  }

  @Test func saysWhatIsSetAndNeverTheValue() async throws {
    let variables = [
      "OPENAI_API_KEY": "sk-SENTINEL-0123456789", "VLLM_BASE_URL": "http://u:SENTINEL@gpu/v1",
      "GROQ_API_KEY": "",
    ]
    let text = try await run([], variables)
    #expect(text.contains("OPENAI_API_KEY (set)"))
    #expect(text.contains("VLLM_BASE_URL (set)"))
    #expect(!text.contains("GROQ_API_KEY (set)"))
    #expect(!text.contains("SENTINEL"))
    let json = try await run(["--json"], variables)
    #expect(!json.contains("SENTINEL"))
    let rows = try #require(try JSONText.parse(Data(json.utf8), origin: "the output").arrayValue)
    #expect(rows.count == 22)
    let openAI = try #require(rows.first { $0["prefix"] == "openai" })
    #expect(openAI["key_variables"] == [["name": "OPENAI_API_KEY", "set": true]])
    #expect(openAI["key_required"] == true)
  }
}
