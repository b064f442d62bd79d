/// What a page can do: show one measure, sort and filter its table, copy a run line. Nothing of a
/// report stands in it, so that one hash lets it run.
enum ReportScript {
  static let markup: Markup = """
    'use strict';
    for (const box of document.querySelectorAll('.choices')) {
      const parts = [...box.querySelectorAll('.choice')];
      const label = box.querySelector('label');
      const choose = () => {
        const chosen = Number(label.querySelector('select').value);
        parts.forEach((part, index) => { part.hidden = index !== chosen; });
      };
      label.hidden = parts.length < 2;
      label.addEventListener('change', choose);
      choose();
    }
    const table = document.getElementById('table');
    if (table) {
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const words = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
      const filter = document.getElementById('filter');
      const count = document.getElementById('count');
      const headings = [...table.tHead.rows[0].cells];
      const names = headings.map(heading => heading.textContent.toLowerCase());
      // A word alone stands anywhere in a row, name=value in the column of that name.
      const has = (row, word) => {
        const equals = word.indexOf('=');
        const column = equals > 0 ? names.indexOf(word.slice(0, equals)) : -1;
        if (column < 0) return words.get(row).includes(word);
        return row.cells[column].textContent.trim().toLowerCase() === word.slice(equals + 1);
      };
      const narrow = () => {
        const asked = filter.value.toLowerCase().split(/\\s+/).filter(word => word);
        let shown = 0;
        for (const row of rows) {
          row.hidden = !asked.every(word => has(row, word));
          if (!row.hidden) shown += 1;
        }
        count.textContent = asked.length ? `${shown} of ${rows.length}` : `${rows.length}`;
      };
      filter.addEventListener('input', narrow);
      narrow();
      const key = (row, column) => {
        const cell = row.cells[column];
        const value = cell.dataset.value;
        return value === undefined ? cell.textContent.trim() : Number(value);
      };
      const compare = (a, b) => {
        const unknown = value => value === '' || value === '-';
        if (unknown(a) || unknown(b)) return null;
        if (typeof a === 'number' && typeof b === 'number') return a - b;
        return String(a).localeCompare(String(b), undefined, {numeric: true});
      };
      const sort = column => {
        const heading = headings[column];
        const rises = heading.ariaSort !== 'ascending';
        for (const other of headings) if (other.ariaSort) other.ariaSort = 'none';
        heading.ariaSort = rises ? 'ascending' : 'descending';
        const keyed = rows.map((row, index) => [key(row, column), index, row]);
        keyed.sort((a, b) => {
          const order = compare(a[0], b[0]);
          // What is not known comes last, either way.
          if (order === null) {
            const last = value => value === '' || value === '-' ? 1 : 0;
            return last(a[0]) - last(b[0]) || a[1] - b[1];
          }
          return (rises ? order : -order) || a[1] - b[1];
        });
        body.append(...keyed.map(entry => entry[2]));
      };
      headings.forEach((heading, column) => {
        const button = heading.querySelector('button');
        if (button) button.addEventListener('click', () => sort(column));
      });
    }
    document.addEventListener('click', async event => {
      const button = event.target.closest('button.copy');
      if (!button) return;
      const code = button.previousElementSibling;
      let isCopied = true;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        getSelection().selectAllChildren(code);
        isCopied = document.execCommand('copy');
      }
      button.textContent = isCopied ? 'copied' : 'selected';
      setTimeout(() => { button.textContent = 'copy'; }, 1500);
    });
    """
}
