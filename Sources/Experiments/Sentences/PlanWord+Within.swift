extension PlanWord {
  /// The word of a plan that is a part of another one.
  /// - Parameters:
  ///   - path: of the part.
  ///   - label: `nil` for the word's own.
  public func within<Whole: Worded>(
    _ path: PlanWord<Whole>.Path<Plan>, label: String? = nil, rank: Int
  ) -> PlanWord<Whole> {
    let standard = read(Whole()[keyPath: path])
    let part = Word(
      key: word.key, label: label ?? word.label, summary: word.summary,
      valueName: word.valueName, roles: word.roles, form: word.form, standard: standard,
      rank: rank, mention: word.mention)
    return PlanWord<Whole>(word: part) { [read] in
      read($0[keyPath: path])
    } write: { [write] plan, setting in
      write(&plan[keyPath: path], setting)
    }
  }
}
