/// What every answer says to the browser.
enum SecurityHeaders {
  /// Nothing but this server's own style and script; no frame around it, no form to elsewhere, no markup from strings.
  static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
    + "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

  /// - Parameter isRemote: whether other machines may ask. Their browsers say where a form comes from only by its
  ///   origin, and leave that out where there is to be no referrer.
  static func all(isRemote: Bool) -> [(name: String, value: String)] {
    [
      ("Content-Security-Policy", policy),
      ("X-Content-Type-Options", "nosniff"),
      ("X-Frame-Options", "DENY"),
      ("Referrer-Policy", isRemote ? "same-origin" : "no-referrer"),
      ("Cache-Control", "no-store"),
      ("Cross-Origin-Resource-Policy", "same-origin"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ]
  }
}
