import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCall, type WireCall } from './wire.ts';

/** What a server says to a call: an answer, an error as AWS words it, or nothing but a broken connection. */
export type Said =
  | { readonly body: string; readonly type?: 'xml' | 'json' }
  | { readonly error: string; readonly status?: number }
  | 'broken'
  /** What the server behind says. */
  | 'forward';

export interface ApiServer {
  readonly url: string;
  /** Every call that arrived, in order. */
  readonly calls: readonly WireCall[];
  close(): Promise<void>;
}

/** A server on loopback that stands for AWS, or between the SDK and another one that does. */
export async function startApiServer(
  say: (call: WireCall, nth: number) => Said | Promise<Said>,
  behind?: string,
): Promise<ApiServer> {
  const calls: WireCall[] = [];
  const times = new Map<string, number>();
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    const nth = (times.get(call.action) ?? 0) + 1;
    times.set(call.action, nth);
    const said = await say(call, nth);
    if (said === 'broken') request.socket.destroy();
    else if (said === 'forward') forward(request, call, response);
    else if ('error' in said) sendError(call, said, response);
    else send(response, 200, said.body, said.type ?? (said.body.startsWith('<') ? 'xml' : 'json'));
  }

  function forward(request: IncomingMessage, call: WireCall, response: ServerResponse): void {
    const options = { method: request.method, headers: request.headers };
    const onwards = httpRequest(`${behind}${request.url}`, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        // An emulator's page for what it does not know; AWS would say so in a form that the SDK reads.
        const isPage = String(answer.headers['content-type']).includes('text/html') && (answer.statusCode ?? 0) >= 400;
        const body = Buffer.concat(chunks);
        if (
          isPage &&
          !body.subarray(0, 200).includes('<Response>') &&
          !body.subarray(0, 200).includes('<ErrorResponse')
        )
          return sendError(call, { error: 'UnknownOperationException', status: 400 }, response);
        response.writeHead(answer.statusCode ?? 502, answer.headers).end(body);
      });
    });
    onwards.on('error', () => response.destroy());
    onwards.end(call.body);
  }
}

/** In the words of the protocol that the call was made in. */
function sendError(
  call: WireCall,
  { error, status = 400 }: { error: string; status?: number },
  response: ServerResponse,
) {
  if (!call.form.has('Action'))
    return send(response, status, JSON.stringify({ __type: error, message: error }), 'json');
  const inner = `<Error><Code>${error}</Code><Message>${error} for the test</Message></Error>`;
  const isEc2 = call.action.startsWith('ec2:');
  const body = isEc2
    ? `<Response><Errors>${inner}</Errors><RequestID>1</RequestID></Response>`
    : `<ErrorResponse>${inner}<RequestId>1</RequestId></ErrorResponse>`;
  send(response, status, body, 'xml');
}

function send(response: ServerResponse, status: number, body: string, type: 'xml' | 'json'): void {
  const errorType = type === 'json' && status >= 400 ? { 'x-amzn-errortype': String(JSON.parse(body).__type) } : {};
  const contentType = type === 'xml' ? 'text/xml' : 'application/x-amz-json-1.1';
  response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body), ...errorType });
  response.end(body);
}
