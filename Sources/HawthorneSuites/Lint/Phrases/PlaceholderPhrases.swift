extension PhraseList {
  /// Names, addresses and numbers that documents use as examples (marker M04).
  static let placeholders = PhraseList([
    Phrase("an example domain", #"(?i)\bexample\.(?:com|org|net|edu|co\.uk)\b"#),
    Phrase("a reserved domain", #"(?i)\b[a-z0-9-]+\.(?:example|invalid)(?:[^a-z0-9.-]|\.?$|\.\s)"#),
    Phrase("a stock domain", #"(?i)@(?:domain|company|yourcompany|mycompany|email)\.(?:com|org|net)\b"#),
    Phrase(
      "a stock name",
      #"\b(?:John|Jane|Jon) (?:Q\. )?Doe\b|\b(?:John|Jane) Smith\b|\bJoe Bloggs\b|\bMax Mustermann\b"#),
    Phrase(
      "a stock company",
      #"\b(?:Acme|ACME|Contoso|Fabrikam|Initech|Globex|Foobar)\b|\bNorthwind Traders\b|\bCompany (?:ABC|XYZ)\b|\b(?:ABC|XYZ) (?:Corp|Company|Inc|Ltd)\b"#
    ),
    Phrase("a metasyntactic name", #"(?i)\b(?:foo|foobar|foo_bar|baz|qux)\b"#),
    Phrase("filler text", #"(?i)\blorem ipsum\b"#),
    Phrase(
      "a fictional telephone number",
      #"\b555[-. ][0-9]{4}\b|\b07700 ?900[0-9]{3}\b|\b020 ?7946 ?0[0-9]{3}\b|\b01632 ?960[0-9]{3}\b"#),
    Phrase(
      "a documentation address",
      #"\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.[0-9]{1,3}\b|(?i)\b2001:0?db8:"#),
    Phrase(
      "a stock address", #"(?i)\b123 (?:main|elm|oak|any|fake|sample) (?:st\b|street|road|avenue|lane)"#),
    Phrase(
      "an unfilled blank",
      #"\[(?:YOUR |INSERT |FULL |FIRST |LAST |COMPANY |CUSTOMER |CLIENT )*(?:NAME|COMPANY|EMAIL|ADDRESS|PHONE|DATE|CITY|TITLE|CUSTOMER|CLIENT|RECIPIENT|TOPIC|PLACEHOLDER|HERE|X+)\]"#
    ),
    Phrase(
      "an unfilled blank",
      #"(?i)<(?:your|insert|full|first|last)[ _-][a-z _-]{1,30}>|<(?:name|company|placeholder|customer|client)>|\[(?:your|insert) [a-z ]{1,30}\]|\{\{? ?(?:name|your_name|company|date) ?\}\}?"#
    ),
    Phrase("a blanked-out text", #"\bX{3,}(?:-X+)*\b|\bx{4,}\b"#),
    Phrase(
      "a test account",
      #"(?i)\b(?:test|dummy|fake|mock|sample)_(?:user|account|customer|company|patient|data|env|file)[a-z0-9_]*\b|\b(?:testuser|dummyuser)[0-9]*\b"#
    ),
    Phrase("the epoch's first day", #"\b1970-01-01\b"#),
    Phrase("a counted-up number", #"\b1?(?:23456789)0?\b|\b12345(?:6|67)?\b|(?i)\babc-?123\b"#),
    Phrase("a stock secret", #"(?i)\b(?:changeme|password123|hunter2|deadbeef)\b|\bAKIAIOSFODNN7EXAMPLE\b"#),
  ])
}
