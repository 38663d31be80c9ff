/// Numbers as messages spell them.
public enum LintFigure {
  /// So many decimals, rounded half away from zero.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard scaled.isFinite, scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let rest = String(whole % scale)
    return "\(sign)\(whole / scale).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
  }

  /// A fraction in per cent.
  public static func percent(_ value: Double, _ decimals: Int = 1) -> String {
    "\(fixed(100 * value, decimals)) %"
  }
}
