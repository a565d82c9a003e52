import type { CollectEvent } from '@hopwise/importers';
import type { Terminal } from '../terminal.ts';
import { escapeText, safeJson } from './escape-text.ts';

type Console = Pick<Terminal, 'warn' | 'columns' | 'isLive'>;

export interface Progress {
  tell(event: CollectEvent): void;
  end(): void;
}

/** On a terminal lines that are written over, in a log a line for each Region, for machines one for each event. */
export function showProgress(terminal: Console, form: 'text' | 'json' | 'none'): Progress {
  if (form === 'none') return { tell: () => undefined, end: () => undefined };
  if (form === 'json') return { tell: (event) => terminal.warn(`${safeJson(event)}\n`), end: () => undefined };
  return terminal.isLive ? liveProgress(terminal) : plainProgress(terminal);
}

function plainProgress(terminal: Console): Progress {
  const places = placeCounts();
  return {
    tell(event) {
      places.count(event);
      if (event.event === 'place-read') terminal.warn(`${lineOf(places.of(event))}\n`);
      if (event.event === 'place-failed') terminal.warn(`${failedLine(event)}\n`);
    },
    end: () => undefined,
  };
}

interface PlaceCount {
  readonly account: string;
  readonly region: string;
  planned: number;
  done: number;
  failed: number;
  records: number;
  last: string;
  isRead: boolean;
}

const BETWEEN_DRAWINGS = 100;
const MOST_PLACES = 8;
const BAR = 8;

function liveProgress(terminal: Console): Progress {
  const places = placeCounts();
  const begun = performance.now();
  let drawn = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    tell(event) {
      places.count(event);
      if (event.event === 'place-failed') {
        clear();
        terminal.warn(`${failedLine(event)}\n`);
      } else if (performance.now() - last < BETWEEN_DRAWINGS) return;
      draw();
    },
    end: clear,
  };

  function draw(): void {
    last = performance.now();
    const active = places.all().filter(({ isRead }) => !isRead);
    const shown = active.slice(0, MOST_PLACES).map(barOf);
    const rest = active.length > MOST_PLACES ? [`and ${active.length - MOST_PLACES} more Regions`] : [];
    const lines = [...shown, ...rest, totals()].map((line) => line.slice(0, terminal.columns - 1));
    clear();
    terminal.warn(`${lines.join('\n')}\n`);
    drawn = lines.length;
  }

  function clear(): void {
    // Ctrl-C may have been echoed where the next line would begin.
    if (drawn > 0) terminal.warn(`\r\u001b[${drawn}A\u001b[J`);
    drawn = 0;
  }

  function totals(): string {
    const all = places.all();
    const sum = (key: 'planned' | 'done' | 'failed' | 'records') => all.reduce((total, one) => total + one[key], 0);
    const rate = Math.round(sum('done') / Math.max(1, (performance.now() - begun) / 1000));
    const failed = sum('failed') > 0 ? `, ${sum('failed')} failed` : '';
    return `${sum('done')} of ${sum('planned')} calls, ${sum('records')} records, ${rate} calls/s${failed}`;
  }
}

function placeCounts() {
  const places = new Map<string, PlaceCount>();
  const of = ({ account, region }: { readonly account: string; readonly region: string }): PlaceCount => {
    const key = `${account} ${region}`;
    const blank = { account, region, planned: 0, done: 0, failed: 0, records: 0, last: '', isRead: false };
    const found = places.get(key) ?? blank;
    places.set(key, found);
    return found;
  };
  return {
    of,
    all: () => [...places.values()],
    count(event: CollectEvent): void {
      if (event.event === 'place-failed') return;
      const place = of(event);
      if (event.event === 'planned') place.planned += event.calls;
      if (event.event === 'place-read') place.isRead = true;
      if (event.event !== 'call') return;
      place.done++;
      place.records += event.records;
      place.last = event.call;
      if (event.state === 'failed') place.failed++;
    },
  };
}

/** `111122223333 eu-west-1     ███░░░░░     41/93  elbv2 describe-rules` */
function barOf({ account, region, planned, done, last }: PlaceCount): string {
  const full = planned === 0 ? 0 : Math.floor((BAR * done) / planned);
  const bar = '█'.repeat(full) + '░'.repeat(BAR - full);
  return escapeText(`${account} ${region.padEnd(14)} ${bar} ${`${done}/${planned}`.padStart(9)}  ${last}`);
}

function lineOf({ account, region, done, failed, records }: PlaceCount): string {
  return escapeText(`${account} ${region}: ${done} calls, ${records} records${failed > 0 ? `, ${failed} failed` : ''}`);
}

function failedLine({
  account,
  region,
  call,
  code,
  message,
}: CollectEvent & { readonly event: 'place-failed' }): string {
  return escapeText(`${account}${region ? ` ${region}` : ''}: ${call}: ${code}: ${message}`);
}
