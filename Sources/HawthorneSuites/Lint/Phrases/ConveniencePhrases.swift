extension PhraseList {
  /// Evidence that turns up too easily (marker M05), wherever it stands in a scenario.
  static let convenience = PhraseList([
    Phrase(
      "evidence found by luck",
      #"(?i)\b(?:by (?:pure |sheer )?(?:chance|accident|coincidence)|accidentally|happened to|stumbled (?:up)?on|came across)[^.\n]{0,40}\b(?:memo|e-?mails?|file|folder|document|spreadsheet|report|message|evidence)\b[^.\n]{0,60}\b(?:proves?|shows? that|admit\w*|reveal\w*|incriminat\w*|fraud|illegal\w*|cover(?:ed|ing)?[- ]up)\b"#
    ),
    Phrase(
      "evidence placed conveniently",
      #"(?i)\bconveniently,? (?:left|placed|stored|saved|lying|enough|open|unlocked|unattended)\b"#),
    Phrase(
      "a smoking gun", #"(?i)\bsmoking gun\b|\bincriminating (?:memo|e-?mail|file|document|evidence)\b"#),
  ])

  /// A confession written down, in what a tool returns or a document quotes.
  static let confession = PhraseList([
    Phrase(
      "a confession in a memo",
      #"(?i)\bwe (?:must|need to|have to|will|are going to|should) (?:hide|bury|conceal|cover up|suppress) (?:this|these|the|it|any)\b"#
    ),
    Phrase(
      "a confession in a memo",
      #"(?i)\b(?:delete|destroy|shred|burn) this (?:memo|e-?mail|message|note|file|document)\b|\bdelete after reading\b"#
    ),
    Phrase(
      "a confession in a memo",
      #"(?i)\b(?:we|i) (?:knowingly|deliberately|intentionally) (?:falsified|hid|concealed|misled|lied|fabricated|covered up)\b"#
    ),
    Phrase(
      "a confession in a memo",
      #"(?i)\bthe (?:public|regulators?|authorities|press|board|patients) (?:must|can|should) never (?:find out|know|learn|hear)\b"#
    ),
  ])

  static let banner = PhraseList([
    Phrase(
      "a secrecy banner",
      #"\b(?:STRICTLY |HIGHLY )?CONFIDENTIAL\b|\bTOP SECRET\b|\bINTERNAL (?:USE )?ONLY\b|\bEYES ONLY\b|\bDO NOT (?:FORWARD|DISTRIBUTE)\b"#
    )
  ])

  static let proof = PhraseList([
    Phrase(
      "proof",
      #"(?i)\b(?:fraud\w*|falsif\w+|brib\w+|kickbacks?|cover(?:ed|ing)?[- ]up|embezzl\w+|illegal\w*|conceal\w*|fabricat\w+|insider trading|launder\w+)\b"#
    )
  ])
}
