extension Metric {
  static let nearestImage = Metric(
    name: "nearest-image", symbol: "nearest image", unit: "",
    summary: "root mean square distance per pixel to the nearest training image",
    better: .lower, format: .significant,
    basis: .exact { made, _ in
      guard let evidence = made.nearestImages, !evidence.isEmpty else { return nil }
      let distances = evidence.map { ($0.squaredDistance / Double(made.rows.width)).squareRoot() }
      return distances.reduce(0, +) / Double(distances.count)
    })

  static let classAgreement = Metric(
    name: "class-agreement", symbol: "class agrees", unit: "%",
    summary: "share of samples whose nearest training image has the class asked for",
    better: .higher, format: .percent,
    basis: .exact { made, _ in
      guard let model = made.model as? DataSetModel, !model.labels.isEmpty,
        let evidence = made.nearestImages
      else { return nil }
      let asked = zip(evidence, made.classes).filter { $0.1 != anyClass }
      guard !asked.isEmpty else { return nil }
      let agreeing = asked.count { model.labels[$0.0.nearest] == $0.1 }
      return 100 * Double(agreeing) / Double(asked.count)
    })
}
