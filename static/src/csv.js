// A table as a spreadsheet in Dutch opens it: semicolons, and a comma in numbers. Null is an empty cell: not known.
export function asCsv(columns, lines) {
  return `\ufeff${[columns, ...lines].map((line) => line.map(cell).join(";")).join("\r\n")}\r\n`;
}

export function offer(link, name, content, type) {
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
}

function cell(value) {
  if (value === null) return "";
  if (typeof value === "number") return `${value}`.replace(".", ",");
  // Text stays text: no formula, and one cell.
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[;"\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
