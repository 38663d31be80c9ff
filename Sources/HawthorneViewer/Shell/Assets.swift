/// The files that pages load: a fixed table, compiled in.
enum Assets {
  static let style = Place(["assets", "viewer.css"])
  static let script = Place(["assets", "viewer.js"])
  static let icon = Place(["assets", "icon.svg"])

  static func response(_ path: [String]) -> ViewerResponse? {
    switch path {
    case style.segments: ViewerResponse(.ok, .style, ViewerStyle.sheet)
    case script.segments: ViewerResponse(.ok, .script, ViewerScript.text)
    case icon.segments: ViewerResponse(.ok, .image, image)
    default: nil
    }
  }

  /// A hawthorn's leaf, near enough.
  private static let image = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0b7a4b" d="M8 1l2 3 3-1-1 3 3 2-3 2 1 3-3-1-1 3h-2l-1-3-3 1 1-3-3-2 3-2-1-3 3 1z"/></svg>
    """
}
