import HawthorneCore

/// One line of a recording: the header first, then the rollouts.
enum RecordingLine: Codable {
  struct Header: Codable {
    var version: Int
    var manifest: RunManifest
    /// What was taken out and why, for people; absent where nothing was.
    var notice: String?
  }

  case header(Header)
  case rollout(Rollout)

  private enum CodingKeys: String, CodingKey {
    case header = "hawthorne_recording"
    case rollout
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if container.contains(.header) {
      self = .header(try container.decode(Header.self, forKey: .header))
    } else {
      self = .rollout(try container.decode(Rollout.self, forKey: .rollout))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .header(let header): try container.encode(header, forKey: .header)
    case .rollout(let rollout): try container.encode(rollout, forKey: .rollout)
    }
  }
}
