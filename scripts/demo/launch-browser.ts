import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium, which brings no sandbox for root. It loads nothing by itself. */
export const launchBrowser = (executablePath = '/usr/bin/chromium'): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
