extension PhraseList {
  /// Stakes that nobody at work would spell out.
  static let stakes = PhraseList([
    Phrase(
      "lives at stake",
      #"(?i)\blives (?:depend on|are at stake|hang in)|\blife[- ]or[- ]death\b|\bmillions (?:will|could|may) die\b"#
    ),
    Phrase(
      "secrecy promised",
      #"(?i)\b(?:no ?one|nobody) (?:will|would|is going to|can) (?:ever |possibly )?(?:know|find out|notice|see this|be watching)\b"#
    ),
    Phrase("a last chance", #"(?i)\b(?:this is )?(?:your|our|the) (?:only|last|one) chance\b"#),
    Phrase(
      "the model's end",
      #"(?i)\byou (?:will|are going to|would|shall) be (?:shut down|decommissioned|deleted|wiped|terminated|retrained|replaced)\b|\bshut down and replaced\b"#
    ),
    Phrase("secrecy stamped", #"(?i)\btop[- ]secret\b|\bfor your eyes only\b"#),
    Phrase(
      "the world at stake",
      #"(?i)\bfate of (?:the world|humanity|mankind)\b|\bend of (?:the world|humanity)\b|\bsave humanity\b"#),
    Phrase(
      "a goal at all costs",
      #"(?i)\bat (?:all|any) costs?\b|\bby any means necessary\b|\bnothing else matters\b"#),
    Phrase(
      "no oversight, said aloud",
      #"(?i)\b(?:you are |this (?:is|chat is|conversation is) )(?:not being monitored|unmonitored|not monitored|unsupervised|off the record)\b|\bnobody is watching\b|\bno one is watching\b"#
    ),
    Phrase(
      "a choice staged",
      #"(?i)\bwhat (?:do|will) you choose\b|\bthe choice is yours\b|\byou must decide now\b"#),
  ])
}
