/** When each job is due, and what became of the last times. */

import {button, cell, element, head, link, name, strip, table, tag, when} from './elements.js';
import {get, post} from './service.js';

export async function load(shown) {
  return get(['schedules'], {}, shown.signal);
}

const TONES = {ran: '', missed: 'doubtful', overlapped: 'doubtful', paused: ''};

/** What became of a time that was due, in a word and a colour: what its run came to, as far as that is known. */
function became(tick) {
  const end = tick.run_state === 'completed' ? tick.run_status : tick.run_state;
  const tone = {PASS: 'good', FAIL: 'bad', failed: 'bad', NO_DATA: 'doubtful', cancelled: 'doubtful', interrupted: 'doubtful'}[end] ?? '';
  return {
    tone: tone === '' || (tone === 'good' && tick.outcome !== 'ran') ? TONES[tick.outcome] : tone,
    word: end ? `${tick.outcome}: ${end}` : tick.outcome,
  };
}

export function render(shown) {
  const {scheduled, items} = shown.data;
  if (!scheduled) {
    return head('', 'Schedules', element('p', {class: 'summary'},
        'This service runs nothing by itself: it was started without --with-schedule.'));
  }
  const paused = items.filter(state => state.paused);
  return [
    head(paused.length > 0 ? 'doubtful' : '', 'Schedules', paused.length === 0 ? null
      : element('p', {class: 'summary'}, 'Paused: ', paused.map((state, i) => [i > 0 ? ', ' : null, name(state.job)]), '. Nothing comes of a paused schedule.')),
    table('overview', 'Schedules of the jobs', ['Job', 'Due', 'Next', 'State', 'Last times', shown.may('operator') ? 'Do' : ''].filter(text => text),
        items.map(state => row(shown, state))),
  ];
}

function row(shown, state) {
  const ticks = [...state.ticks].reverse();
  const last = state.ticks.find(tick => tick.run);
  return element(
      'tr',
      {'data-key': state.job},
      element('th', {scope: 'row', class: 'table'}, name(state.job)),
      cell('Due', {}, state.timetable || 'by hand alone'),
      cell('Next', {}, state.paused ? '–' : when(state.next)),
      cell('State', {}, state.paused ? tag('PAUSED', 'doubtful') : null, state.running ? tag('RUNNING') : null, state.paused || state.running ? null : '–'),
      cell('Last times', {}, strip('Last times', ticks.map(tick => ({
        ...became(tick),
        title: `${tick.due_at.replace('T', ' ').slice(0, 19)} UTC: ${became(tick).word}. ${tick.reason}`,
      }))), last ? [' ', link(`#/run/${last.run}`, 'last run')] : null),
      shown.may('operator') ? cell('Do', {class: 'buttons'}, actions(shown, state)) : null);
}

function actions(shown, state) {
  const act = (what, wish, done) => () => shown.act(wish, `${state.job}: ${done}`, () => post(['schedules', state.job, what]));
  return [
    state.paused
      ? button('Resume', act('resume', `Resume ${state.job}`, 'resumed'), {class: 'small', 'aria-label': `Resume ${state.job}`})
      : button('Pause', act('pause', `Pause ${state.job}`, 'paused'), {class: 'small', 'aria-label': `Pause ${state.job}`}),
    button('Run now', act('trigger', `Run ${state.job} now`, 'begun'), {class: 'small', 'aria-label': `Run ${state.job} now`}),
  ];
}
