import Glibc

/// Linear light, 0 to 1 in each channel.
struct LinearRGB {
  var red: Double
  var green: Double
  var blue: Double

  init(_ red: Double, _ green: Double, _ blue: Double) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(_ color: RGB) {
    self.init(Self.decode(color.red), Self.decode(color.green), Self.decode(color.blue))
  }

  /// The nearest 24-bit colour; channels outside 0...1 are clipped.
  var rgb: RGB { RGB(Self.encode(red), Self.encode(green), Self.encode(blue)) }

  /// Whether the colour can be shown, within half a step of 8 bits.
  var isInGamut: Bool {
    [red, green, blue].allSatisfy { $0 > -0.0005 && $0 < 1.002 }
  }

  /// IEC 61966-2-1.
  private static func decode(_ value: UInt8) -> Double {
    let v = Double(value) / 255
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
  }

  private static func encode(_ value: Double) -> UInt8 {
    let v = min(1, max(0, value))
    let encoded = v <= 0.0031308 ? 12.92 * v : 1.055 * pow(v, 1 / 2.4) - 0.055
    return UInt8((encoded * 255).rounded())
  }
}

/// A colour by perceived lightness (0 black to 1 white) and two opponent axes (Ottosson 2020,
/// "A perceptual color space for image processing"). Equal distances look about equally different.
struct Oklab {
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  init(_ c: LinearRGB) {
    let l = cbrt(0.4122214708 * c.red + 0.5363325363 * c.green + 0.0514459929 * c.blue)
    let m = cbrt(0.2119034982 * c.red + 0.6806995451 * c.green + 0.1073969566 * c.blue)
    let s = cbrt(0.0883024619 * c.red + 0.2817188376 * c.green + 0.6299787005 * c.blue)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
  }

  init(_ color: RGB) { self.init(LinearRGB(color)) }

  var linear: LinearRGB {
    let l = lightness + 0.3963377774 * a + 0.2158037573 * b
    let m = lightness - 0.1055613458 * a - 0.0638541728 * b
    let s = lightness - 0.0894841775 * a - 1.2914855480 * b
    let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
    return LinearRGB(
      4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3,
      -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3,
      -0.0041960863 * l3 - 0.7034186147 * m3 + 1.7076147010 * s3)
  }

  /// The colour that can be shown of a lightness, a hue in degrees and at most a chroma.
  static func shown(lightness: Double, hue: Double, chroma: Double) -> RGB {
    let angle = hue * .pi / 180
    var chroma = chroma
    while true {
      let color = Oklab(lightness: lightness, a: chroma * cos(angle), b: chroma * sin(angle)).linear
      if color.isInGamut || chroma < 0.001 { return color.rgb }
      chroma *= 0.98
    }
  }

  func distance(to other: Oklab) -> Double {
    let (dl, da, db) = (lightness - other.lightness, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }
}
