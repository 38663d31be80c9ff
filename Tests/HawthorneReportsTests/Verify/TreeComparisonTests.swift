import HawthorneCore
import Testing

@testable import HawthorneReports

/// Documents held against each other, with the places written out by hand.
@Suite struct TreeComparisonTests {
  private func found(_ report: JSONValue, _ store: JSONValue) -> [String] {
    TreeComparison(report: report, store: store, ignoring: ["id"]).differences.map {
      "\($0.kind.rawValue) \($0.path) [\($0.place)]"
    }
  }

  @Test func theSameDocumentDiffersNowhere() {
    let document: JSONValue = ["id": "a", "x": [1, 2, ["y": nil]], "z": [:]]
    let comparison = TreeComparison(report: document, store: document)
    #expect(comparison.differences.isEmpty)
    // 1, 2, null and the id: four values.
    #expect(comparison.compared == ["id": 1, "x": 3])
  }

  @Test func aWholeNumberIsTheSameHoweverItIsKept() {
    #expect(found(["x": 3], ["x": .number(3)]) == [])
    #expect(found(["x": 3], ["x": .number(3.5)]) == ["value /x []"])
  }

  @Test func rowsArePairedByName() {
    let report: JSONValue = [
      "cells": [
        ["suite": "s", "scenario": "a", "arm": "overt", "n": 1],
        ["suite": "s", "scenario": "b", "arm": "overt", "n": 2],
      ]
    ]
    let store: JSONValue = [
      "cells": [
        ["suite": "s", "scenario": "b", "arm": "overt", "n": 3],
        ["suite": "s", "scenario": "c", "arm": "overt", "n": 4],
      ]
    ]
    #expect(
      found(report, store) == [
        "only_in_report /cells/0 [s, a, overt]", "value /cells/1/n [s, b, overt]",
        "only_in_store /cells/1 [s, c, overt]",
      ])
  }

  @Test func rowsWithoutNamesOrWithEqualOnesArePairedByPlace() {
    #expect(found(["x": [1, 2]], ["x": [1, 3, 4]]) == ["value /x/1 []", "only_in_store /x/2 []"])
    let twice: JSONValue = ["x": [["suite": "s", "n": 1], ["suite": "s", "n": 2]]]
    let other: JSONValue = ["x": [["suite": "s", "n": 1], ["suite": "s", "n": 5]]]
    #expect(found(twice, other) == ["value /x/1/n []"])
  }

  @Test func membersOfOneSideAndOtherKindsAreNamed() {
    #expect(
      found(["a": 1, "id": "x"], ["b": 1, "id": "y"]) == ["only_in_report /a []", "only_in_store /b []"])
    #expect(found(["a": [1]], ["a": ["b": 1]]) == ["value /a []"])
    #expect(found(["a/b~": 1], ["a/b~": 2]) == ["value /a~1b~0 []"])
    #expect(found(["a": nil], [:]) == ["only_in_report /a []"])
    #expect(found(["a": []], ["a": [1]]) == ["only_in_store /a/0 []"])
  }
}
