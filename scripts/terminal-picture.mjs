import { execFileSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const PATIENCE_MS = 60_000;
const PAUSE_MS = 100;

/**
 * What a command shows in a terminal after some keys, as SVG. A step that is a list is keys as tmux names them; a text is
 * typed; a pattern is waited for.
 * @param {{ command: string, columns: number, rows: number, title: string, steps: readonly (string | readonly string[] | RegExp)[] }} picture
 */
export async function terminalPicture({ command, columns, rows, title, steps }) {
  const tmux = (...words) => execFileSync('tmux', ['-L', 'hopwise-pictures', '-f', '/dev/null', ...words], OPTIONS);
  tmux('new-session', '-d', '-x', String(columns), '-y', String(rows), `env -u NO_COLOR ${command}`);
  try {
    for (const step of steps) {
      if (step instanceof RegExp) await see(tmux, step);
      else if (typeof step === 'string') tmux('send-keys', '-l', step);
      else tmux('send-keys', ...step);
    }
    return svgOf(await settled(tmux), columns, title);
  } finally {
    tmux('kill-server');
  }
}

const OPTIONS = { encoding: 'utf8' };

async function see(tmux, pattern) {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const screen = tmux('capture-pane', '-p');
    if (pattern.test(screen)) return;
    if (Date.now() > until) throw new Error(`The screen never showed ${pattern}:\n${screen}`);
    await wait(PAUSE_MS);
  }
}

/** The screen once nothing on it moves. */
async function settled(tmux) {
  let [last, count] = ['', 0];
  while (count < 10) {
    const screen = tmux('capture-pane', '-p', '-e');
    count = screen === last ? count + 1 : 0;
    last = screen;
    await wait(PAUSE_MS);
  }
  return last;
}

const CELL = { width: 8, height: 17 };
const MARGIN = 12;
const COLOURS = { 31: '#ff7b72', 33: '#e3b341', 34: '#79c0ff', 36: '#56d4dd' };
const [PAPER, TEXT, FAINT] = ['#0d1117', '#c9d1d9', '#8b949e'];

function svgOf(screen, columns, title) {
  const lines = screen.replace(/\n$/, '').split('\n');
  const [width, height] = [columns * CELL.width + 2 * MARGIN, lines.length * CELL.height + 2 * MARGIN];
  const body = lines.flatMap((line, row) => runsOf(line).map((run) => runSvg(run, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">
<title id="title">${escapeXml(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${PAPER}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">
${body.join('\n')}
</g>
</svg>
`;
}

/** Pieces of a line that look alike, each with the column where it begins. */
function runsOf(line) {
  const runs = [];
  let [column, style] = [0, {}];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of a terminal
  for (const [at, piece] of line.split(/\u001b\[([\d;]*)m/).entries()) {
    if (at % 2 === 1) style = piece.split(';').reduce(withCode, style);
    else {
      // Blanks between words are left out: what follows them has a column of its own.
      for (const [, blanks, text] of piece.matchAll(style.inverse ? /()(.+)/g : /( *)((?:[^ ]| (?! ))*[^ ]| +)/g)) {
        column += blanks.length;
        if (text !== '') runs.push({ column, text, ...style });
        column += [...text].length;
      }
    }
  }
  return runs;
}

function withCode(style, code) {
  if (code === '' || code === '0') return {};
  if (code === '1') return { ...style, bold: true };
  if (code === '2') return { ...style, faint: true };
  if (code === '7') return { ...style, inverse: true };
  if (code === '22') return { ...style, bold: false, faint: false };
  if (code === '27') return { ...style, inverse: false };
  if (code === '39') return { ...style, colour: undefined };
  return COLOURS[code] ? { ...style, colour: COLOURS[code] } : style;
}

function runSvg({ column, text, bold, faint, inverse, colour }, row) {
  const [x, y] = [MARGIN + column * CELL.width, MARGIN + row * CELL.height];
  const width = [...text].length * CELL.width;
  const paint = colour ?? (faint ? FAINT : TEXT);
  const paper = inverse ? `<rect x="${x}" y="${y}" width="${width}" height="${CELL.height}" fill="${paint}"/>` : '';
  if (text.trim() === '') return paper;
  // Whatever font there is, a run is as wide as its cells.
  const place = `x="${x}" y="${y + 13}" textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  const look = `fill="${inverse ? PAPER : paint}"${bold ? ' font-weight="bold"' : ''}`;
  return `${paper}<text ${place} ${look}>${escapeXml(text.replaceAll(' ', '\u00a0'))}</text>`;
}

function escapeXml(text) {
  return text.replace(/[&<>"]/g, (found) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[found]);
}
