// What users run, and the script of the pages that it writes.
import './bundle-command.mjs';
import './bundle-page.mjs';
