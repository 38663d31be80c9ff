#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// The C library's real functions, imported here and nowhere else in this room.

func logarithm(_ x: Double) -> Double { log(x) }
func logarithmOnePlus(_ x: Double) -> Double { log1p(x) }
func exponential(_ x: Double) -> Double { exp(x) }
func exponentialMinusOne(_ x: Double) -> Double { expm1(x) }
func complementaryErrorFunction(_ x: Double) -> Double { erfc(x) }
