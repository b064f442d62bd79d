/// A line of a panel that the cursor can stand on.
public enum Row: Hashable, Sendable {
  /// A model of the list, by name; the cursor stands on the chosen one.
  case model(String)
  /// A solver of the list, by name; the cursor stands on the chosen one.
  case solver(String)
  /// A value that can be changed.
  case parameter(Parameter)

  /// Whether it belongs to a list in which moving the cursor chooses.
  public var isOption: Bool {
    switch self {
    case .model, .solver: true
    case .parameter: false
    }
  }
}

/// The lines of one panel: a list of options, and the values below it.
public struct PanelRows: Equatable, Sendable {
  /// What the list chooses from; empty in a panel that has values only.
  public var options: [Row] = []
  public var parameters: [Parameter] = []

  public var all: [Row] { options + parameters.map(Row.parameter) }
}

extension State {
  /// The lines of a panel, options narrowed by the filter being typed.
  public func rows(of panel: Panel) -> PanelRows {
    switch panel {
    case .model: modelRows
    case .solver: solverRows
    case .steps: PanelRows(parameters: stepsParameters)
    case .guidance: PanelRows(parameters: guidanceParameters)
    case .preview, .trajectory, .quality: PanelRows()
    }
  }

  /// The line that the cursor of a panel stands on.
  public func cursor(in panel: Panel) -> Row? {
    let rows = rows(of: panel)
    if let row = cursors[panel], !row.isOption, rows.all.contains(row) { return row }
    switch panel {
    case .model: return rows.options.first { $0 == .model(plan.model.name) }
    case .solver: return rows.options.first { $0 == .solver(plan.solver.name) }
    default: return rows.all.first
    }
  }

  /// The line that the cursor of the focused panel stands on.
  public var cursor: Row? { cursor(in: focus) }

  /// The value that the cursor stands on.
  public var selectedParameter: Parameter? {
    if case .parameter(let parameter) = cursor { parameter } else { nil }
  }
}
