import type { DescribeCall } from '@hopwise/core';
import type { Answer, ApiClient } from './api-client.ts';

/** The pages of a call's answer, about one object where it is asked about one. */
export async function* askPages(client: ApiClient, call: DescribeCall, id?: string): AsyncGenerator<Answer> {
  const { argument, request = {}, listed, operation, pageSize } = call;
  const about = argument && id !== undefined ? { [argument.name]: argument.isList ? [id] : id } : {};
  const input = { ...request, ...about };
  if (!listed) {
    yield* client.pages(operation, input, pageSize);
    return;
  }
  let isNone = true;
  for await (const page of client.pages(listed.operation, about)) {
    const ids = (page[listed.key] ?? []) as readonly unknown[];
    for (let from = 0; from < ids.length; from += listed.atMost) {
      isNone = false;
      yield* client.pages(operation, { ...input, [listed.as]: ids.slice(from, from + listed.atMost) });
    }
  }
  if (isNone) yield { [call.key]: [] };
}
