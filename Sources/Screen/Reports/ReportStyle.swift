/// What a page looks like, in the colours of two themes.
struct ReportStyle {
  let light, dark: Theme
  /// How many lines of a plot are told apart.
  let lines: Int

  var markup: Markup {
    """
    :root{color-scheme:light dark;\(variables(light))}
    \(curves(light))
    @media (prefers-color-scheme:dark){:root{\(variables(dark))}\(curves(dark))}
    \(Self.rules)
    """
  }

  private func variables(_ theme: Theme) -> Markup {
    let names: [(name: Markup, role: Role)] = [
      ("dim", .dim), ("line", .border), ("accent", .accent), ("mark", .plotMark),
      ("axis", .plotAxis), ("error", .error),
    ]
    let colors = names.map { name, role -> Markup in
      "--\(name):\(theme.style(role).foreground ?? theme.assumedForeground);"
    }
    return """
      --ground:\(theme.assumedBackground);--text:\(theme.assumedForeground);\
      --raised:\(theme.style(.selection).background ?? theme.assumedBackground);\(colors)
      """
  }

  /// The colours of lines, evenly over those that can be seen on the ground.
  private func curves(_ theme: Theme) -> [Markup] {
    let tones = ColorMap.tones(on: theme.assumedBackground)
    return (0..<lines).map { index in
      ".\(ReportCurves.className(index)){stroke:\(tones[Double(index) / Double(max(1, lines - 1))])}"
    }
  }

  private static let rules: Markup = """
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:90rem;padding:1rem 1.25rem 3rem;background:var(--ground);\
    color:var(--text);font:16px/1.5 system-ui,sans-serif}
    h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1.15rem;margin:1.6rem 0 .6rem}\
    h3,h4{font-size:.95rem;margin:.4rem 0;font-weight:600}h4{font-size:.875rem;font-weight:500}
    .finding{font-size:1.2rem;margin:.4rem 0;border-left:4px solid var(--accent);\
    padding:.3rem .8rem;overflow-wrap:anywhere}
    .dim,small{color:var(--dim)}small{font-weight:400}.dim{font-size:.875rem}
    .line{font-size:.875rem}code{font:.8rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
    select,input,button{font:inherit;color:inherit;background:var(--ground);\
    border:1px solid var(--line);border-radius:5px;padding:.25rem .55rem;max-width:100%}
    input{width:20rem}button{cursor:pointer}button.copy{font-size:.8rem}
    :focus-visible{outline:2px solid var(--accent);outline-offset:1px}
    .figures{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;align-items:flex-start}
    figure{margin:0;max-width:100%;min-width:0}
    .choices>label{display:block;margin-top:1.2rem}.choices [hidden],label[hidden]{display:none}
    .maps{display:flex;flex-wrap:wrap;gap:.4rem 1.6rem}.maps>div{min-width:0;max-width:100%}
    .wide{overflow-x:auto;max-width:100%}
    svg text{font:12px system-ui,sans-serif;font-variant-numeric:tabular-nums}
    svg.plot{width:640px;max-width:100%;height:auto}
    .map rect{rx:3px}
    .axis text{fill:var(--axis)}.axis line{stroke:var(--line);stroke-opacity:.35}
    .unknown{fill:var(--raised)}text.trouble,.trouble{fill:var(--error);color:var(--error)}
    .front polyline{fill:none;stroke:var(--accent);stroke-width:1.5}
    .doubt{stroke:var(--accent);stroke-width:1.2}
    circle.on{fill:var(--accent)}
    circle.uncertain{fill:var(--ground);stroke:var(--accent);stroke-width:2}
    circle.dominated{fill:var(--dim);fill-opacity:.4}
    b.on,b.uncertain{color:var(--accent)}b.dominated,td.dominated{color:var(--dim)}
    .curve{fill:none;stroke-width:2}
    ul.key{list-style:none;padding:0;margin:.4rem 0;display:flex;flex-wrap:wrap;gap:.1rem 1.2rem;\
    font-size:.875rem}ul.key a{color:inherit}
    table{border-collapse:collapse;font-size:.875rem;width:100%}
    th,td{text-align:left;padding:.3rem .7rem;border-bottom:1px solid var(--line);\
    vertical-align:middle}
    th{white-space:nowrap}th button{border:0;padding:.1rem .2rem;font-weight:600;\
    color:var(--dim)}
    th button::after{content:"\\2195";opacity:.35;margin-left:.3em}
    th[aria-sort=ascending] button::after{content:"\\2191";opacity:1}
    th[aria-sort=descending] button::after{content:"\\2193";opacity:1}
    td.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
    td.line{white-space:nowrap}td.trouble{min-width:14rem}tr:target{background:var(--raised)}
    td img{display:block;width:72px;cursor:zoom-in}td img:focus{width:18rem;cursor:auto;\
    image-rendering:pixelated}
    footer{margin-top:2rem}
    @media (max-width:40rem){body{padding:.5rem .75rem 2rem}h1{font-size:1.25rem}\
    .finding{font-size:1.05rem}svg.plot text{font-size:17px}input{width:100%}}
    @media print{button,label,input{display:none}.wide{overflow:visible}}
    """
}
