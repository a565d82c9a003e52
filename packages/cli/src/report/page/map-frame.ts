import { componentName, type Network, recordType } from '@hopwise/core';
import type { PathDocument } from '../../render/path-document.ts';
import { askFor } from './ask.ts';
import { carriedNetwork } from './carried-network.ts';

interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

const STEP = 1.3;
/** Pixels of the screen for one of the map, below which its names cannot be read. */
const LEGIBLE = 0.62;
const SHORTEST = 240;
/** What moved less was a click. */
const STILL = 4;

/** Lets the map be moved, zoomed, and walked by keyboard; what is chosen can be asked about. */
export function liveMap(): void {
  const frame = document.getElementById('map-frame');
  const svg = frame?.querySelector('svg');
  if (!frame || !svg) return;
  const { x, y, width, height } = svg.viewBox.baseVal;
  const whole: View = { x, y, width, height };
  const view = { ...whole };
  svg.setAttribute('preserveAspectRatio', 'xMidYMid meet');
  addEventListener('beforeprint', () => svg.setAttribute('viewBox', `${x} ${y} ${width} ${height}`));
  addEventListener('afterprint', () => draw());
  const { clientWidth, clientHeight } = frame;
  const fit = Math.min(clientWidth / width, clientHeight / height);
  if (fit < LEGIBLE) {
    // Too small to be read: where it begins, beside the internet, as large as it is legible.
    const [wide, high] = [Math.min(width, clientWidth / LEGIBLE), Math.min(height, clientHeight / LEGIBLE)];
    const outside = svg.querySelector<SVGGraphicsElement>('[data-id="internet"]')?.getBBox();
    const top = outside ? Math.min(Math.max(outside.y - high / 2, y), y + height - high) : y;
    Object.assign(view, { y: top, width: wide, height: high });
  }
  const scale = Math.max(fit, LEGIBLE);
  frame.style.height = `${Math.min(clientHeight, Math.max(SHORTEST, height * scale))}px`;
  const draw = () => svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  const zoom = (factor: number, at = { x: view.x + view.width / 2, y: view.y + view.height / 2 }) => {
    const scale = Math.min(Math.max(view.width * factor, whole.width / 40), whole.width * 2) / view.width;
    Object.assign(view, {
      x: at.x - (at.x - view.x) * scale,
      y: at.y - (at.y - view.y) * scale,
      width: view.width * scale,
      height: view.height * scale,
    });
    draw();
  };
  const pointAt = (event: MouseEvent) => {
    const matrix = svg.getScreenCTM();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse()) : undefined;
  };
  frame.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      zoom(event.deltaY > 0 ? STEP : 1 / STEP, pointAt(event));
    },
    { passive: false },
  );
  for (const button of document.querySelectorAll<HTMLElement>('[data-zoom]'))
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'all') zoom(1, Object.assign(view, whole));
      else zoom(button.dataset.zoom === 'in' ? 1 / STEP : STEP);
    });
  draw();
  liveDragging(frame, svg, view, draw);
  liveChoice(svg);
}

function liveDragging(frame: HTMLElement, svg: SVGSVGElement, view: View, draw: () => void): void {
  let last: { x: number; y: number } | undefined;
  let moved = 0;
  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    last = { x: event.clientX, y: event.clientY };
    moved = 0;
  });
  addEventListener('pointermove', (event) => {
    if (!last) return;
    const scale = svg.getScreenCTM()?.a ?? 1;
    const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
    moved += Math.abs(dx) + Math.abs(dy);
    view.x -= dx / scale;
    view.y -= dy / scale;
    last = { x: event.clientX, y: event.clientY };
    frame.classList.add('moving');
    draw();
  });
  addEventListener('pointerup', () => {
    last = undefined;
    frame.classList.remove('moving');
  });
  // The end of a drag is no choice.
  frame.addEventListener(
    'click',
    (event) => {
      if (moved > STILL) event.stopPropagation();
    },
    true,
  );
}

/** One stop for the Tab key; arrows go from resource to resource. */
function liveChoice(svg: SVGSVGElement): void {
  const nodes = [...svg.querySelectorAll<SVGElement>('[data-id]')];
  for (const [at, node] of nodes.entries()) {
    node.setAttribute('tabindex', at === 0 ? '0' : '-1');
    node.setAttribute('role', 'button');
    // A button is called what it shows; its title is part of that.
    node.removeAttribute('aria-label');
  }
  const focus = (node: SVGElement | undefined) => {
    if (!node) return;
    for (const one of nodes) one.setAttribute('tabindex', one === node ? '0' : '-1');
    node.focus();
  };
  svg.addEventListener('click', (event) => {
    const node = (event.target as Element).closest<SVGElement>('[data-id]');
    if (node) void choose(nodes, node);
  });
  svg.addEventListener('keydown', (event) => {
    const node = (event.target as Element).closest<SVGElement>('[data-id]');
    const at = node ? nodes.indexOf(node) : -1;
    if (at < 0 || !node) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) focus(nodes[(at + step + nodes.length) % nodes.length]);
    else if (event.key === 'Enter' || event.key === ' ') void choose(nodes, node);
    else return;
    event.preventDefault();
  });
}

async function choose(nodes: readonly SVGElement[], node: SVGElement): Promise<void> {
  for (const one of nodes) one.classList.toggle('chosen', one === node);
  const id = node.dataset.id ?? '';
  const place = document.getElementById('map-chosen');
  if (!place) return;
  const { kind, name } = componentName(await carriedNetwork(), id);
  const title = document.createElement('strong');
  title.textContent = [kind ? recordType(kind).title : '', name ?? '', id === name ? '' : id].filter(Boolean).join(' ');
  const button = (text: string, ends: { from?: string; to?: string }) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', () => askFor(ends));
    return made;
  };
  place.replaceChildren(title, button('Ask from here', { from: id }), button('Ask to here', { to: id }));
}

/** Marks the hops of an answer where the map draws them. */
export function showOnMap(network: Network, { parts }: PathDocument): void {
  const hops = [...(parts[0]?.request ?? []), ...(parts[0]?.reply ?? [])];
  const walked = new Set(hops.flatMap(({ component }) => [component, network.nodeOf(component)]));
  const stopped = new Set(
    hops.filter(({ checks }) => checks.some(({ effect }) => effect === 'blocks')).map(({ component }) => component),
  );
  for (const node of document.querySelectorAll<SVGElement>('#map-frame [data-id]')) {
    const id = node.dataset.id ?? '';
    node.classList.toggle('walked', walked.has(id));
    node.classList.toggle('stop', stopped.has(id));
  }
}
