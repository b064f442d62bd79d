import Experiments

let sweepCommands: [Command] =
  AxisSide.allCases.map { side in
    Command(
      "axis-\(side.rawValue)", .sweep, "vary this value \(side.title)",
      keys: [.character(Unicode.Scalar(side.rawValue)!)],
      footer: side == .x ? .init("x y", "axes", 38) : nil,
      isHere: { state in
        // z zooms as long as two axes are enough.
        state.focus.isSetting && (side != .z || state.sweep.axes.count >= 2)
      },
      obstacle: { $0.axisPlace == nil ? "only on a value" : nil }
    ) { $0.openAxis(side) }
  }
  + AxisSide.allCases.map { side in
    Command(
      "couple-\(side.rawValue)", .sweep, "move this value with axis \(side.rawValue), row by row",
      keys: [.alt(Unicode.Scalar(side.rawValue)!)],
      footer: side == .x ? .init("M-x", "couple", 13) : nil,
      isHere: { $0.focus.isSetting }, obstacle: { $0.couplingObstacle(side) }
    ) { $0.coupleAxis(side) }
  } + [
    Command(
      "sweep", .sweep, "show what the sweep costs; again runs it", keys: [.character("s")],
      footer: .init("s", "sweep", 39)
    ) { $0.pressSweep() },
    Command(
      "measure", .sweep, "judge cells by the next measure", keys: [.character("m")],
      footer: .init("m", "measure", 62), isHere: isInSweep, obstacle: resultsObstacle
    ) { state in
      let names = state.sweep.measures.map(\.name)
      let index = names.firstIndex(of: state.sweep.measure?.name ?? "") ?? -1
      state.sweep.measureChosen = names.isEmpty ? nil : names[(index + 1) % names.count]
      return []
    },
    Command(
      "view", .sweep, "cells as a map, as a front or as pictures", keys: [.character("d")],
      footer: .init("d", "view", 58), isHere: isInSweep
    ) { state in
      let all = SweepState.View.allCases
      let index = all.firstIndex(of: state.sweep.view) ?? 0
      state.sweep.view = all[(index + 1) % all.count]
      return []
    },
    Command(
      "front-back", .sweep, "to the cheaper cell of the front", keys: [.character("[")],
      footer: .init("[ ]", "front", 63), isHere: isInSweep, obstacle: resultsObstacle
    ) { $0.walkFront(by: -1) },
    Command(
      "front-forward", .sweep, "to the dearer cell of the front", keys: [.character("]")],
      isHere: isInSweep, obstacle: resultsObstacle
    ) { $0.walkFront(by: 1) },
    Command(
      "table-back", .sweep, "the table before, of three axes", keys: [.character("{")],
      isHere: isInSweep, obstacle: tablesObstacle
    ) { state in
      state.moveCell(columns: 0, rows: 0, tables: -1)
      return []
    },
    Command(
      "table-forward", .sweep, "the next table, of three axes", keys: [.character("}")],
      isHere: isInSweep, obstacle: tablesObstacle
    ) { state in
      state.moveCell(columns: 0, rows: 0, tables: 1)
      return []
    },
    Command(
      "more-seeds", .sweep, "more seeds where cells cannot be told apart",
      keys: [.character("+")], footer: .init("+", "seeds", 61), isHere: isInSweep,
      obstacle: resultsObstacle
    ) { $0.spendSeeds() },
    Command(
      "seeds", .sweep, "how often each cell of the next sweep is run",
      keys: [.character("N")], isHere: isInSweep,
      obstacle: { $0.family.seedWord == nil ? "these runs have no seed" : nil }
    ) { state in
      state.sweep.turnSeeds()
      return state.answer(
        "Seeds of each cell: \(state.sweep.seeds); \(state.key("sweep")) runs what is missing.")
    },
    Command(
      "tolerance", .sweep, "how much worse than the best counts as near it",
      keys: [.character("%")], footer: .init("%", "near the best", 7), isHere: isInSweep
    ) { state in
      state.sweep.turnTolerance()
      return state.answer(
        "Within \(format(state.sweep.tolerance * 100)) % of the best counts as near it.")
    },
    Command(
      "open-cell", .sweep, "make this cell the plan", keys: [.enter],
      footer: .init("enter", "open cell", 66), isHere: isInSweep,
      obstacle: { state in
        state.sweep.plan == nil
          ? "no sweep yet; \(state.key("axis-x")) on a value makes an axis" : nil
      }
    ) { $0.openCell() },
    Command(
      "mark-cell", .sweep, "mark this cell to be compared", keys: [.character("v")],
      footer: .init("v", "to compare", 57), isHere: isInSweep,
      obstacle: { $0.sweep.plan == nil ? "no sweep yet; \($0.key("sweep")) shows one" : nil }
    ) { state in
      guard let plan = state.sweep.plan, plan.sentences.indices.contains(state.sweep.cursor) else {
        return []
      }
      let sentence = plan.sentences[state.sweep.cursor]
      if state.isMarked(sentence) {
        state.unmark(sentence)
      } else {
        state.mark(sentence, title: "cell \(state.sweep.cursor + 1)")
      }
      return []
    },
    Command(
      "failed-cells", .sweep, "run failed cells once more", keys: [.character("F")],
      isHere: isInSweep,
      obstacle: { state in
        state.sweep.isActive || state.sweep.results == nil ? "no failed cells" : nil
      }
    ) { $0.rerunFailed() },
  ]

@Sendable func isInSweep(_ state: State) -> Bool { state.focus == .sweep }

@Sendable private func resultsObstacle(_ state: State) -> String? {
  state.sweep.results == nil ? "no cell has run yet; \(state.key("sweep")) runs the sweep" : nil
}

@Sendable private func tablesObstacle(_ state: State) -> String? {
  (state.sweep.plan?.sweep.axes.count ?? 0) < 3 ? "only with three axes" : nil
}
