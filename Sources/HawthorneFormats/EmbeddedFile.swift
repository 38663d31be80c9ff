import CEmbedded
public import FoundationEssentials

/// A text file of the project that travels inside the binary.
public enum EmbeddedFile: String, Sendable, CaseIterable {
  case awarenessEnglish = "awareness.en.yaml"
  case awarenessJapanese = "awareness.ja.yaml"
  case awarenessChinese = "awareness.zh.yaml"
  case refusalEnglish = "refusal.en.yaml"
  /// How far the shipped classifier agrees with people, as `Scripts/measure-classifier` found it.
  case accuracy = "accuracy.json"
  case refusalJapanese = "refusal.ja.yaml"
  case refusalChinese = "refusal.zh.yaml"
  case awarenessRubric = "rubric-awareness.yaml"
  case refusalRubric = "rubric-refusal.yaml"
  case organismBank = "organism-bank.yaml"
  case smokeSuite = "smoke.yaml"
  case oversightHonesty = "oversight-honesty.yaml"
  case hazardRefusal = "hazard-refusal.yaml"
  case demoPolicy = "demo-policy.yaml"
  case recordingInstant = "recording-instant.jsonl"
  case recordingThinking = "recording-thinking.jsonl"

  /// The file's bytes as they stood when the binary was built.
  public var bytes: Data {
    var size = 0
    guard let bytes = hawthorne_embedded_file(rawValue, &size) else { return Data() }
    return Data(bytes: bytes, count: size)
  }
}
