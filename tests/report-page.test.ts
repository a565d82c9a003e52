import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeEstate } from '../bench/generate.mjs';
import { hopwise } from './command-line.ts';

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const executablePath = PLACES.find((path) => path && existsSync(path));
if (!executablePath)
  console.warn('The pages of reports are not tested: there is no Chromium here, and CHROMIUM_PATH names none.');

const EXAMPLES = ['three-tier', 'hub-and-spoke', 'peered-vpcs', 'privatelink'];
/** A loaded machine takes long for what is quick on a quiet one. */
const PATIENCE = 300_000;

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hopwise-report-'));
  if (executablePath) browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
}, PATIENCE);

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  /** Whatever the page complained of, or fetched beside itself. */
  readonly faults: readonly string[];
}

async function open(name: string, words: readonly string[], colorScheme: 'light' | 'dark'): Promise<Opened> {
  const { stdout, stderr, exit } = await hopwise(['report', '--quiet', ...words]);
  expect([stderr, exit]).toEqual(['', 0]);
  const file = join(folder, `${name}.html`);
  await writeFile(file, stdout);
  const page = await browser.newPage({ colorScheme, viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  const own = pathToFileURL(file).href;
  page.on('console', (message) => faults.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('request', (request) => {
    if (request.url() !== own) faults.push(`request: ${request.url()}`);
  });
  await page.goto(own);
  return { page, faults };
}

/** What axe calls serious or worse, with everything opened. */
async function seriousProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  }>("axe.run(document, { resultTypes: ['violations'] })");
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

async function paper(page: Page): Promise<string> {
  return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
}

const LIGHT = 'rgb(255, 255, 255)';

describe.skipIf(!executablePath)('the page of a report', () => {
  test.each(EXAMPLES)('of %s draws, asks, and fetches nothing', { timeout: PATIENCE }, async (name) => {
    const { page, faults } = await open(name, ['--input', `examples/${name}/input`], 'light');
    const nodes = page.locator('#map-frame [data-id]');
    expect(await nodes.count()).toBeGreaterThan(3);
    expect((await nodes.first().boundingBox())?.width).toBeGreaterThan(5);

    // A path is asked by clicking alone.
    await page.getByRole('button', { name: 'All of it' }).click();
    const [instances, subnets] = ['i-', 'subnet-'].map((begin) => page.locator(`#map-frame [data-id^="${begin}"]`));
    const ends = ((await instances?.count()) ?? 0) > 1 ? instances : subnets;
    const [from, to] = [ends?.first(), ends?.last()] as [Locator, Locator];
    await from.locator('.title').click();
    await page.getByRole('button', { name: 'Ask from here' }).click();
    await to.locator('.title').click();
    await page.getByRole('button', { name: 'Ask to here' }).click();
    await page.locator('#ask-answer .answer').waitFor();
    const ids = await Promise.all([from, to].map((one) => one.getAttribute('data-id')));
    const asked = ['path', ...(ids as string[]), '--input', `examples/${name}/input`, '--quiet', '--detail'];
    const { stdout } = await hopwise(asked, { columns: 100 });
    expect(await page.locator('#ask-answer pre').last().textContent()).toBe(stdout);

    expect(await seriousProblems(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  });

  test('has two themes, goes on paper, and can be used by keyboard', { timeout: PATIENCE }, async () => {
    const words = ['--input', 'examples/three-tier/input', '--review', 'examples/three-tier/review.yaml'];
    const { page, faults } = await open('review', words, 'dark');
    expect(await paper(page)).not.toBe(LIGHT);
    expect(await seriousProblems(page)).toEqual([]);
    await page.getByRole('button', { name: /light colours/ }).click();
    expect(await paper(page)).toBe(LIGHT);
    expect(await page.evaluate('getComputedStyle(document.querySelector("#map-frame .paper")).fill')).toBe(LIGHT);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(4);

    // By keyboard alone; and what cannot be asked is told.
    await page.locator('#map-frame [tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.locator('#map-chosen strong').waitFor();
    await page.locator('#ask-from').fill('web-zz');
    await page.locator('#ask-to').fill('db-a');
    await page.keyboard.press('Enter');
    await page.locator('#ask-answer .problem').waitFor();
    expect(await page.locator('#ask-answer').textContent()).toContain('web-zz');
    await page.locator('#ask-from').fill('app-b');
    await page.locator('#ask-port').fill('5432');
    await page.keyboard.press('Enter');
    await page.locator('#ask-answer .answer').waitFor();
    await page.getByRole('button', { name: 'What would mend it' }).click();
    expect(await page.locator('#ask-answer').textContent()).toContain('add egress rule');
    expect(faults).toEqual([]);
    await page.close();
  });

  test('of two thousand interfaces draws, sorts, filters and answers', { timeout: PATIENCE }, async () => {
    await writeEstate(join(folder, 'estate'), { interfaces: 2_000, seed: 1 });
    const { page, faults } = await open('estate', ['--input', join(folder, 'estate')], 'light');
    expect(await page.locator('#map-frame [data-id]').count()).toBeGreaterThan(5);

    const list = page.locator('#matrix table.sortable');
    await page.locator('#matrix summary').click();
    await list.getByRole('button', { name: 'To', exact: true }).click();
    const column = await list.locator('tbody tr td:nth-child(2)').allTextContents();
    expect(column).toEqual(column.toSorted(new Intl.Collator('en', { numeric: true }).compare));
    expect(await list.locator('th[aria-sort=ascending]').count()).toBe(1);
    await page.locator('#matrix').getByLabel('Filter').fill('internet');
    const shown = await list.locator('tbody tr:visible').allTextContents();
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(column.length);
    for (const row of shown) expect(row).toContain('internet');

    await list.locator('tbody tr:visible button.ask').first().click();
    await page.locator('#ask-answer .answer').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});
