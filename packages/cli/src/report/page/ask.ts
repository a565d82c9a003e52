import {
  explain,
  findPath,
  type Network,
  parseQuestion,
  QuestionError,
  type QuestionText,
  recordType,
} from '@hopwise/core';
import { componentsIn } from '../../render/components-in.ts';
import { closeDocument, fixDocument } from '../../render/edits-document.ts';
import { createLabels } from '../../render/labels.ts';
import { type PathDocument, pathDocument } from '../../render/path-document.ts';
import { pathText } from '../../render/path-text.ts';
import { answerHtml, editsHtml } from '../html/answer.ts';
import { html, lines, type Markup } from '../html/markup.ts';
import { carriedNetwork } from './carried-network.ts';
import { showOnMap } from './map-frame.ts';

const MOST_SUGGESTED = 40;

/** The form, and every button that fills it in. */
export function liveAsking(): void {
  const form = document.getElementById('ask-form');
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void ask(questionIn(form));
  });
  for (const name of ['from', 'to'])
    fieldOf(name)?.addEventListener('input', (event) => void suggest(event.target as HTMLInputElement));
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('button.ask');
    if (button) askFor(button.dataset);
  });
}

/** Fills in what is known; asks when both ends are. */
export function askFor({ from, to, port, protocol }: Readonly<Record<string, string | undefined>>): void {
  fill('from', from);
  fill('to', to);
  if (from !== undefined && to !== undefined) {
    fill('port', port ?? '');
    fill('protocol', protocol ?? '');
  }
  document.getElementById('ask')?.scrollIntoView();
  const form = document.getElementById('ask-form') as HTMLFormElement;
  const text = questionIn(form);
  if (text.from && text.to) void ask(text);
  else fieldOf(text.from ? 'to' : 'from')?.focus({ preventScroll: true });
}

async function ask(text: QuestionText): Promise<void> {
  const place = document.getElementById('ask-answer');
  if (!place) return;
  show(place, html`<p class="faint">Working it out …</p>`);
  // What takes long would keep even that from being shown.
  await new Promise((resolve) => setTimeout(resolve));
  try {
    const network = await carriedNetwork();
    const answer = findPath(network, parseQuestion(network, text));
    const told = pathDocument(network, answer, explain(network, answer), { paths: 1, diagnostics: [] });
    show(place, answered(told));
    showOnMap(network, told);
    addEdits(place, network, text, told);
    place.focus({ preventScroll: true });
  } catch (error) {
    show(place, problem(error));
  }
}

function answered(told: PathDocument): Markup {
  const style = { isColoured: false, columns: 100, isDetailed: true };
  return html`${answerHtml(told, createLabels(told.components, false))}
<p class="edits"></p><details class="screen"><summary>As the command line prints it, in detail</summary><pre>${lines(pathText(told, style))}</pre></details>`;
}

/** What would open it, or close it: asked for, since it takes longer. */
function addEdits(place: Element, network: Network, text: QuestionText, told: PathDocument): void {
  const isOpen = told.parts.every(({ verdict }) => verdict === 'reachable');
  const isClosed = told.parts.every(({ verdict }) => verdict === 'blocked');
  const holder = place.querySelector('.edits');
  const offer = (title: string, find: () => Parameters<typeof editsHtml>[0]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = title;
    button.addEventListener('click', () => {
      const edits = find();
      const labels = createLabels(componentsIn(network, edits), false);
      const shown = document.createElement('div');
      show(shown, editsHtml(edits, labels, title));
      button.replaceWith(shown);
    });
    holder?.append(button, ' ');
  };
  if (!isOpen) offer('What would mend it', () => fixDocument(network, text));
  if (!isClosed) offer('What would close it', () => closeDocument(network, text));
}

function problem(error: unknown): Markup {
  if (error instanceof QuestionError)
    return html`<div class="problem"><p><strong>${error.message}</strong></p><p>${error.hint}</p></div>`;
  return html`<div class="problem"><p><strong>This page cannot answer.</strong></p><p>${error instanceof Error ? error.message : String(error)}</p></div>`;
}

/** All markup comes from `html`, which escapes what is not. */
function show(place: Element, markup: Markup): void {
  place.innerHTML = markup.text;
}

function questionIn(form: HTMLFormElement): QuestionText {
  const data = new FormData(form);
  const word = (name: string) => String(data.get(name) ?? '').trim();
  const [port, protocol] = [word('port'), word('protocol')];
  return { from: word('from'), to: word('to'), ...(port ? { port } : {}), ...(protocol ? { protocol } : {}) };
}

function fieldOf(name: string): HTMLInputElement | HTMLSelectElement | null {
  return document.querySelector(`#ask-form [name="${name}"]`);
}

function fill(name: string, value: string | undefined): void {
  const field = fieldOf(name);
  if (field && value !== undefined) field.value = value;
}

let names: Promise<readonly string[]> | undefined;

/** The names and ids that hold what was typed; a list of all would be too long for a browser. */
async function suggest({ value }: HTMLInputElement): Promise<void> {
  names ??= carriedNetwork().then(namesIn);
  const typed = value.toLowerCase();
  const found = (await names).filter((name) => name.toLowerCase().includes(typed)).slice(0, MOST_SUGGESTED);
  const options = found.map((name) => {
    const option = document.createElement('option');
    option.value = name;
    return option;
  });
  document.getElementById('ask-ends')?.replaceChildren(...options);
}

function namesIn({ snapshot }: Network): readonly string[] {
  const sites = Object.keys(snapshot.settings.sites).map((name) => `onprem:${name}`);
  const all = (['instance', 'networkInterface', 'subnet', 'vpc', 'loadBalancer'] as const).flatMap((kind) =>
    snapshot.records[kind].flatMap((record) => {
      const { tags } = record as { readonly tags?: Readonly<Record<string, string>> };
      return [tags?.Name, recordType(kind).key(record)];
    }),
  );
  return [...new Set(['internet', ...sites, ...all.filter((name) => name !== undefined)])];
}
