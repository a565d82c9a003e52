import { html, type Markup, trusted } from './markup.ts';

/** The form that asks the network that the page carries. */
export function askHtml(): Markup {
  return html`<p class="lead">The page carries the network and the solver: ask any two ends, any port. The answer is what <code>hopwise path</code> says, worked out here; nothing leaves this page.</p>
<form id="ask-form" autocomplete="off">
<div class="field wide"><label for="ask-from">From</label><input id="ask-from" name="from" list="ask-ends" required spellcheck="false" placeholder="a name, an id, an address, internet"></div>
<div class="field wide"><label for="ask-to">To</label><input id="ask-to" name="to" list="ask-ends" required spellcheck="false" placeholder="the same, with :port if you like"></div>
<div class="field"><label for="ask-protocol">Protocol</label><select id="ask-protocol" name="protocol"><option value="">any</option><option>tcp</option><option>udp</option><option>icmp</option></select></div>
<div class="field"><label for="ask-port">Port</label><input id="ask-port" name="port" spellcheck="false" placeholder="all"></div>
<button type="submit" class="main">Ask</button>
<datalist id="ask-ends"></datalist>
</form>
<div id="ask-answer" role="status" aria-live="polite" tabindex="-1"></div>
${trusted('<noscript><p class="more">Asking needs JavaScript; everything else on this page does not.</p></noscript>')}`;
}
