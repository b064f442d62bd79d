import Experiments
import Files
import Workbench

/// A table of the configuration file: what reads it and what documents it.
struct ConfigurationTable {
  /// Its names between dots; empty for what stands before all tables.
  let path: [String]
  /// What it is for, in sentences.
  let summary: String
  let entries: [ConfigurationEntry]
}

/// Something that the configuration file can say.
struct ConfigurationEntry {
  let key: String
  /// One line.
  let summary: String
  /// What it stands among; empty for no group.
  var group = ""
  /// What holds where nothing is said, or else what could be said, as TOML.
  let standard: String
  /// Takes what a table says.
  let take: (TOMLSection, inout Configuration) throws(FileError) -> Void
  /// What is set, as TOML; `nil` for nothing.
  let text: (Configuration) -> String?
}

extension ConfigurationTable {
  static let threads = 2

  /// All of them, in the order in which they are shown.
  /// - Parameter themes: the names there are.
  static func all(_ families: Families, _ themes: [String]) -> [ConfigurationTable] {
    [
      ConfigurationTable(
        path: [], summary: "", entries: [.theme(themes)]),
      ConfigurationTable(
        path: ["limits"], summary: "What the program may take.",
        entries: [.threads, .memory, .history]),
      ConfigurationTable(
        path: ["keys"],
        summary: """
          Keys of the workbench by command: all of them between blanks, "" for none. They are called as \
          help calls them: r R C-r M-r F5 space enter esc tab S-tab backspace delete insert up down \
          left right home end pageup pagedown.
          """,
        entries: Command.all.map { .command($0) }),
      ConfigurationTable(
        path: ["defaults"],
        summary: """
          What new plans start with where neither flag, preset, run line nor model says it; a table for \
          each kind of run.
          """, entries: []),
    ]
      + families.all.map { family in
        ConfigurationTable(
          path: ["defaults", family.name], summary: "\(family.title): \(family.summary).",
          entries: family.words.map { .word($0, of: family.name, families) })
      }
  }
}

extension ConfigurationEntry {
  private static let suited = "auto"

  fileprivate static func theme(_ names: [String]) -> ConfigurationEntry {
    let knob = Knob("theme", "", .choice([suited] + names), default: .word(suited))
    return ConfigurationEntry(
      key: knob.name, summary: "colours: \(knob.rangeText)", standard: quotedTOML(suited),
      take: { section, configuration throws(FileError) in
        let name = try section.value(knob.name, of: knob)?.text
        configuration.theme = name == suited ? nil : name
      }, text: { quotedTOML($0.theme ?? suited) })
  }

  fileprivate static var threads: ConfigurationEntry {
    let knob = Knob(
      "threads", "threads that compute", .integer(1...64),
      default: .integer(ConfigurationTable.threads))
    return ConfigurationEntry(knob, standard: "\(ConfigurationTable.threads)") {
      configuration, value in
      if case .integer(let count) = value { configuration.threads = count }
    } text: {
      "\($0.threads)"
    }
  }

  fileprivate static var memory: ConfigurationEntry {
    let knob = Knob(
      "memory", "most memory that plans may take, in GiB; all there is if it is left out",
      .real(0.25...65_536, step: .factor(2)), default: .automatic, unit: "GiB")
    return ConfigurationEntry(knob, standard: "8") { configuration, value in
      if case .real(let size) = value { configuration.memory = size }
    } text: {
      $0.memory.flatMap { KnobValue.real($0).tomlText(of: knob) }
    }
  }

  fileprivate static var history: ConfigurationEntry {
    let knob = Knob("history", "keep runs in the history", .truth, default: .truth(true))
    return ConfigurationEntry(knob, standard: "true") { configuration, value in
      configuration.keepsHistory = value == .truth(true)
    } text: {
      "\($0.keepsHistory)"
    }
  }

  private init(
    _ knob: Knob, standard: String,
    take: @escaping (inout Configuration, KnobValue) -> Void,
    text: @escaping (Configuration) -> String?
  ) {
    self.init(
      key: knob.name, summary: "\(knob.summary): \(knob.rangeText)", standard: standard,
      take: { section, configuration throws(FileError) in
        if let value = try section.value(knob.name, of: knob) { take(&configuration, value) }
      }, text: text)
  }

  fileprivate static func command(_ command: Command) -> ConfigurationEntry {
    ConfigurationEntry(
      key: command.name, summary: command.summary, group: command.category.rawValue,
      standard: quotedTOML(command.keyNames),
      take: { section, configuration throws(FileError) in
        guard let text = try section.text(command.name) else { return }
        var keys: [Key] = []
        for name in text.split(separator: " ") {
          guard let key = Key(name: name) else {
            throw section.error(
              .rejected(
                section.place(of: command.name),
                reason:
                  "there is no key \(quotedTOML(String(name))). Write it as help writes keys: r, R, "
                  + "C-r, M-r, F5, space, enter, pagedown."))
          }
          keys.append(key)
        }
        configuration.keys.append((command.name, keys))
      },
      text: { configuration in
        configuration.keys.first { $0.command == command.name }.map { binding in
          quotedTOML(binding.keys.map(\.name).joined(separator: " "))
        }
      })
  }

  fileprivate static func word(
    _ word: Word, of family: String, _ families: Families
  ) -> ConfigurationEntry {
    func toml(_ setting: Setting) -> String {
      word.tomlText(setting) ?? quotedTOML(word.text(setting))
    }
    return ConfigurationEntry(
      key: word.key, summary: word.summary, standard: toml(word.standard),
      take: { section, configuration throws(FileError) in
        if word.knob?.kind == .truth, let knob = word.knob {
          let value = try section.value(word.key, of: knob)
          configuration.defaults.settings[family, default: [:]][word.key] = value.map { .value($0) }
          return
        }
        guard var text = try section.scalar(word.key) else { return }
        if let options = word.options { text = OwnChoices(families).spelledOut(text, options) }
        do throws(DeclarationError) {
          configuration.defaults.settings[family, default: [:]][word.key] = try word.parse(text)
        } catch {
          throw section.error(.rejected(section.place(of: word.key), reason: "\(error)"))
        }
      },
      text: { $0.defaults.settings[family]?[word.key].map(toml) })
  }
}

/// A text as TOML writes it.
private func quotedTOML(_ text: String) -> String { Files.quoted(text) }
