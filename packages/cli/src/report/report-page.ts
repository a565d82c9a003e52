import { deflateRawSync } from 'node:zlib';
import type { Network } from '@hopwise/core';
import type { BuiltReport } from './build-report.ts';
import { pageHtml } from './html/page.ts';
import { pageFiles } from './page-files.ts';

/** The report as one page, with the network in it. */
export async function reportPage(network: Network, { document, canonical }: BuiltReport): Promise<string> {
  const snapshot = deflateRawSync(canonical, { level: 9 }).toString('base64');
  const { script, style } = await pageFiles();
  return pageHtml(document, { script, style, snapshot, carried: { assume: network.assume }, map: undefined });
}
