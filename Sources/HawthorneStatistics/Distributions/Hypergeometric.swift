/// Successes among `draws` drawn without replacement from `successes` + `failures`.
struct Hypergeometric {
  let successes: Int
  let failures: Int
  let draws: Int

  var smallest: Int { max(0, draws - failures) }
  var largest: Int { min(draws, successes) }

  /// P(X = k), as a quotient of three binomial probabilities (Loader 2000), exact to about 1e-13.
  func mass(_ k: Int) -> Double {
    guard k >= smallest, k <= largest else { return 0 }
    let population = successes + failures
    guard draws > 0, draws < population else { return 1 }
    let p = Double(draws) / Double(population)
    let q = Double(population - draws) / Double(population)
    return Binomial(trials: successes, p: p, q: q).mass(k)
      * Binomial(trials: failures, p: p, q: q).mass(draws - k)
      / Binomial(trials: population, p: p, q: q).mass(draws)
  }

  /// The most likely value (the larger of two).
  var mode: Int {
    let top = (Double(draws) + 1) * (Double(successes) + 1)
    let guess = Int(top / (Double(successes) + Double(failures) + 2))
    return min(max(guess, smallest), largest)
  }

  /// P(X ≤ k), summed downward; use it for k at or below the mode.
  func sumDown(from k: Int) -> Double {
    var term = mass(k)
    var sum = term
    var j = k
    while j > smallest {
      term *=
        Double(j) / Double(successes - j + 1)
        * (Double(failures - draws + j) / Double(draws - j + 1))
      sum += term
      if term <= sum * 1e-18 { break }
      j -= 1
    }
    return sum
  }

  /// P(X ≥ k), summed upward; use it for k at or above the mode.
  func sumUp(from k: Int) -> Double {
    var term = mass(k)
    var sum = term
    var j = k
    while j < largest {
      term *=
        Double(successes - j) / Double(j + 1)
        * (Double(draws - j) / Double(failures - draws + j + 1))
      sum += term
      if term <= sum * 1e-18 { break }
      j += 1
    }
    return sum
  }
}
