import { liveAsking } from './ask.ts';
import { liveMap } from './map-frame.ts';
import { livePrinting } from './printing.ts';
import { liveTables } from './tables.ts';
import { liveTheme } from './theme.ts';

liveTheme();
liveTables();
livePrinting();
liveMap();
liveAsking();
