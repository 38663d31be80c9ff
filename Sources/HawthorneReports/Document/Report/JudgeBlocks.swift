import HawthorneCore

extension Report {
  /// What the labels of a judge rest on; nothing where rules gave them.
  var judgeBlocks: [Block] {
    guard let judges, !judges.isEmpty else { return [] }
    return [.heading(level: 2, "The judge")]
      + judges.flatMap { figures in
        [.heading(level: 3, "\(figures.classifier.reference) on run \(figures.run)")] + figures.sections
      }
  }
}
