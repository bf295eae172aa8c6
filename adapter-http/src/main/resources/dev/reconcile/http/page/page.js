/** The page: which view is shown, by whom, and how it stays true. */

import {become, button, element, head, name, sentence, time} from './elements.js';
import {forgetToken, get, hasToken, Problem, useToken} from './service.js';
import * as finding from './finding.js';
import * as run from './run.js';
import * as runs from './runs.js';
import * as schedules from './schedules.js';
import * as table from './table.js';
import * as tables from './tables.js';

/** The views by the first part of what follows # in the address. */
const VIEWS = new Map(Object.entries({'': tables, table, finding, runs, run, schedules}));

const main = document.getElementById('main');
const trouble = document.getElementById('trouble');
const refused = document.getElementById('refused');
const said = document.getElementById('said');

let me = null;
let shown = {stop: () => {}};

/** What follows # in the address: #/table?source=a says view table, with parameters. */
function place() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [view, ...rest] = path.split('/');
  return {view, rest: rest.map(decoded), parameters: new URLSearchParams(query ?? '')};
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** One view from when somebody goes there until he leaves. */
class Shown {
  constructor(at) {
    this.at = at;
    this.view = VIEWS.get(at.view) ?? tables;
    this.abort = new AbortController();
    this.data = null;
    this.asOf = null;
    this.timer = null;
    this.isNew = true;
    this.isFresh = false;
  }

  get signal() {
    return this.abort.signal;
  }

  /** Whether whoever looks may do what needs a role. */
  may(role) {
    return me !== null && me.roles.includes(role);
  }

  stop() {
    this.abort.abort();
    clearTimeout(this.timer);
  }

  /** Asks the service, shows what it answers, and does so again after a while. */
  async refresh() {
    clearTimeout(this.timer);
    const asked = new Date();
    const begun = performance.now();
    let pause = this.view.every ?? 5_000;
    try {
      const data = await this.view.load(this);
      if (this.signal.aborted) {
        return;
      }
      this.data = data;
      this.asOf = asked;
      this.isFresh = true;
      tell(null);
      this.show();
      // Who waits long for an answer asks less often.
      pause = Math.max(pause, 5 * (performance.now() - begun));
    } catch (failure) {
      if (!this.signal.aborted) {
        this.fail(failure);
      }
    }
    if (!this.signal.aborted) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => document.hidden ? null : this.refresh(), pause);
    }
  }

  /** Shows what is known by now, also where nothing new was asked for. */
  show() {
    const wanted = main.cloneNode(false);
    wanted.append(...[this.view.render(this)].flat(Infinity).filter(node => node));
    wanted.classList.toggle('stale', !this.isFresh);
    become(main, wanted);
    const title = main.querySelector('h1');
    this.entitle(title?.textContent);
    if (this.isNew) {
      this.isNew = false;
      title?.focus({preventScroll: true});
      window.scrollTo(0, 0);
    }
    foot(this.asOf);
  }

  /** A title says nothing of which nobody knows whether it still holds: a hidden page does not ask. */
  entitle(text) {
    document.title = text && this.isFresh && !document.hidden ? `${text} - reconcile` : 'reconcile';
  }

  /** What is shown was true, and may be no longer. */
  age() {
    this.isFresh = false;
    if (this.data !== null) {
      this.show();
    }
  }

  /** What was known stays to be seen, and it is said how old it is. */
  fail(failure) {
    if (failure instanceof Problem && failure.status === 401) {
      askForToken(hasToken() ? failure.message : null);
      return;
    }
    console.assert(failure instanceof Problem, failure);
    const why = failure instanceof Problem ? failure.message : 'The page failed. Reload it.';
    this.isFresh = false;
    if (this.data !== null) {
      if (failure instanceof Problem) {
        // What is shown tells how old it is.
        this.show();
      } else {
        // To show it may be what fails.
        main.classList.add('stale');
      }
      document.title = failure.status === 0 ? 'No answer - reconcile' : 'reconcile';
      tell(why, this.asOf);
    } else {
      tell(null);
      const isGone = failure.status === 404;
      become(main, element('main', {id: 'main', tabindex: '-1'}, head(
          'doubtful', isGone ? 'Not there' : 'Nothing is known', element('p', {class: 'summary', role: 'alert'}, sentence(why)))));
      document.title = 'reconcile';
    }
  }

  /** Says for who does not see it what has become of something. */
  say(text) {
    said.textContent = text;
  }

  /**
   * Does what somebody asked for, and shows what came of it. Why nothing came of it stands until he closes it, asks for something
   * else or goes elsewhere.
   *
   * @param wish what is asked for, such as: Pause nightly
   * @param done what is said once it is done
   */
  async act(wish, done, action) {
    const who = me;
    refuse(null);
    try {
      await action();
    } catch (failure) {
      if (!(failure instanceof Problem)) {
        throw failure;
      }
      if (me !== who) {
        return;
      }
      if (failure.status === 401) {
        shown.fail(failure);
      } else {
        refuse(wish, failure);
      }
      return;
    }
    this.say(done);
    if (!this.signal.aborted) {
      await this.refresh();
    }
  }

  /** The same view with other parameters; those that are null are left out. */
  go(parameters) {
    const query = new URLSearchParams(this.at.parameters);
    for (const [name, value] of Object.entries(parameters)) {
      if (value === null || value === '') {
        query.delete(name);
      } else {
        query.set(name, value);
      }
    }
    const text = query.toString();
    history.replaceState(null, '', `#/${[this.at.view, ...this.at.rest.map(encodeURIComponent)].join('/')}${text ? `?${text}` : ''}`);
    this.at = place();
  }
}

/** Says that something was not done; null takes that back. */
function refuse(wish, failure) {
  if (wish === null) {
    refused.replaceChildren();
    return;
  }
  // Where no answer came, or that of something broken, it may have been done all the same.
  const isKnown = failure.status !== 0 && (failure.status < 500 || failure.status === 503);
  const close = button('Close', () => {
    refuse(null);
    main.focus();
  }, {class: 'small', 'aria-label': 'Close this message'});
  refused.replaceChildren(element(
      'p',
      {class: 'caveat'},
      element('span', {}, name(wish), isKnown ? ': not done. ' : ': nobody knows whether it was done. ', sentence(failure.message)),
      close));
}

function tell(why, asOf = null) {
  if (why === null) {
    trouble.replaceChildren();
    return;
  }
  trouble.replaceChildren(element(
      'p', {class: 'caveat'}, sentence(why), asOf ? [' What stands below is from ', time(asOf.toISOString()), '.'] : null));
}

function foot(asOf) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  document.getElementById('foot').replaceChildren(element(
      'p', {class: 'aside'}, `reconcile ${me.version}. Times are those of this device (${zone}). As of `, time(asOf.toISOString()), '.'));
}

function askForToken(why) {
  shown.stop();
  me = null;
  const field = element('input', {
    id: 'token', type: 'password', autocomplete: 'current-password', spellcheck: 'false', required: true});
  const form = element(
      'form',
      {onsubmit: event => {
        event.preventDefault();
        try {
          useToken(field.value.trim());
          begin();
        } catch (problem) {
          askForToken(problem.message);
        }
      }},
      element('label', {for: 'token'}, 'Token'),
      field,
      element('button', {type: 'submit'}, 'Come in'));
  forgetToken();
  refuse(null);
  tell(null);
  become(main, element('main', {id: 'main', tabindex: '-1'}, head(
      why ? 'bad' : '',
      'A token is needed',
      why ? element('p', {class: 'caveat', role: 'alert'}, why) : null,
      element('p', {class: 'summary'}, 'It is what ‘reconcile token create’ printed. This tab keeps it until it is closed.'),
      form)));
  // The form is in the page as it is, with what was bound to it.
  main.querySelector('form').replaceWith(form);
  document.getElementById('who').replaceChildren();
  document.title = 'A token is needed - reconcile';
  field.focus();
}

function showWho() {
  const who = document.getElementById('who');
  who.replaceChildren(element('span', {}, `${me.name} (${me.roles.join(', ')})`));
  if (hasToken()) {
    who.append(' ', button('Leave', () => {
      forgetToken();
      me = null;
      begin();
    }, {class: 'small'}));
  }
}

async function begin() {
  shown.stop();
  refuse(null);
  document.querySelectorAll('dialog').forEach(dialog => dialog.close());
  shown = new Shown(place());
  for (const link of document.querySelectorAll('.bar nav a')) {
    const isHere = VIEWS.get(link.hash.replace('#/', '')) === shown.view;
    link.toggleAttribute('aria-current', isHere);
    if (isHere) {
      link.setAttribute('aria-current', 'page');
    }
  }
  const now = shown;
  try {
    if (me === null) {
      me = await get(['me'], {}, now.signal);
    }
    showWho();
  } catch (failure) {
    if (!now.signal.aborted) {
      now.fail(failure);
      if (failure.status !== 401) {
        now.timer = setTimeout(begin, 5_000);
      }
    }
    return;
  }
  await now.refresh();
}

window.addEventListener('hashchange', begin);
document.addEventListener('visibilitychange', () => {
  if (me === null) {
    return;
  }
  shown.age();
  if (!document.hidden) {
    shown.refresh();
  }
});
document.getElementById('skip').onclick = event => {
  event.preventDefault();
  main.focus();
};
begin();
