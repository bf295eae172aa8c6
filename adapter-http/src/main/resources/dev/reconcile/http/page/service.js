/** The service's API, with the token of whoever looks. */

const KEPT = 'reconcile.token';

/** How far the service's clock is ahead of that of this device, in milliseconds. */
let ahead = 0;

/** The time by the service's clock, in milliseconds. */
export function serviceTime() {
  return Date.now() + ahead;
}

/** Why something was not answered. `status` is 0 where nothing came at all. */
export class Problem extends Error {
  constructor(status, detail, retryAfter = null) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** Nothing is waited for longer than this, in milliseconds, nor for the next sign of a run that is listened to. */
const PATIENCE = 15_000;

/** The last answer of each path whose answers have a tag; it is not sent again while it stands. */
const standing = new Map();

/** @throws Problem if it cannot be a token */
export function useToken(token) {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new Problem(401, 'That is no token: it has blanks or letters that none has. Copy it anew.');
  }
  standing.clear();
  sessionStorage.setItem(KEPT, token);
}

export function forgetToken() {
  standing.clear();
  sessionStorage.removeItem(KEPT);
}

export function hasToken() {
  return sessionStorage.getItem(KEPT) !== null;
}

/** Asks, and waits no longer than patience lets; what is aborted from outside is no problem. */
async function ask(path, options = {}) {
  const headers = {Accept: 'application/json', ...options.headers};
  const token = sessionStorage.getItem(KEPT);
  if (token !== null) {
    headers.Authorization = `Bearer ${token}`;
  }
  const known = standing.get(path);
  if (known) {
    headers['If-None-Match'] = known.tag;
  }
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), options.patience ?? PATIENCE);
  const signal = options.signal ? AbortSignal.any([options.signal, late.signal]) : late.signal;
  let answer;
  let body;
  try {
    answer = await fetch(path, {...options, signal, headers, cache: 'no-store', redirect: 'error'});
    body = options.isStream ? null : await answer.blob();
  } catch (failure) {
    if (options.signal?.aborted) {
      throw failure;
    }
    throw new Problem(0, 'The service does not answer. Is it running, and is the network there?');
  } finally {
    clearTimeout(timer);
  }
  const date = Date.parse(answer.headers.get('Date') ?? '');
  if (!Number.isNaN(date)) {
    const difference = date - Date.now();
    // The header has whole seconds.
    ahead = Math.abs(difference) > 2_000 ? difference : 0;
  }
  if (answer.status === 304 && known) {
    return known.body;
  }
  if (answer.ok) {
    if (answer.headers.has('ETag')) {
      standing.set(path, {tag: answer.headers.get('ETag'), body});
    }
    return body ?? answer;
  }
  let detail = `The service answered ${answer.status}.`;
  try {
    detail = JSON.parse(await (body ?? await answer.blob()).text()).detail ?? detail;
  } catch {
    // What came is no problem of ours; its status is told.
  }
  throw new Problem(answer.status, detail, answer.headers.get('Retry-After'));
}

/** A path under /api/v1 with parameters; those that are null are left out. */
export function path(parts, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  const tail = query.toString();
  return `/api/v1/${parts.map(encodeURIComponent).join('/')}${tail ? `?${tail}` : ''}`;
}

export async function get(parts, parameters, signal) {
  return JSON.parse(await (await ask(path(parts, parameters), {signal})).text());
}

/** What there may not be: null where it is not found. */
export async function getIfThere(parts, parameters, signal) {
  try {
    return await get(parts, parameters, signal);
  } catch (problem) {
    if (problem.status === 404) {
      return null;
    }
    throw problem;
  }
}

/** What of the history is not as it should be, in a sentence; null while all is well. */
export async function historyTrouble(signal) {
  return JSON.parse(await (await ask('/health/ready', {signal})).text()).history_trouble;
}

export async function post(parts, body = null, headers = {}) {
  const options = {method: 'POST', headers, patience: 5 * PATIENCE};
  const answer = await ask(path(parts), body === null
    ? options
    : {...options, headers: {...headers, 'Content-Type': 'application/json'}, body: JSON.stringify(body)});
  return JSON.parse(await answer.text());
}

/** Has a report saved as a file. */
export async function save(parts, parameters, file) {
  const bytes = await ask(path(parts, parameters), {headers: {Accept: '*/*'}, patience: 5 * PATIENCE});
  const url = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = url;
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The events of a run, to its end. A browser's own EventSource sends no token. */
export async function* events(run, signal) {
  const answer = await ask(path(['runs', run, 'events']), {signal, isStream: true, headers: {Accept: 'text/event-stream'}});
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await soon(reader);
    if (done) {
      return;
    }
    rest += value;
    const blocks = rest.split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const field = name => block.split('\n').find(line => line.startsWith(`${name}: `))?.slice(name.length + 2);
      if (field('event')) {
        yield {event: field('event'), data: JSON.parse(field('data'))};
      }
    }
  }
}

/** The next piece of a stream, which says something every ten seconds. */
async function soon(reader) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => {
      reader.cancel();
      reject(new Problem(0, 'The service does not answer.'));
    }, 2 * PATIENCE);
  });
  try {
    return await Promise.race([reader.read(), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A key under which a start is made once, however often it is sent. */
export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
