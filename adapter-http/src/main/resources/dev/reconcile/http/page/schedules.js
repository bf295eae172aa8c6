/** When each job is due, and what became of the last times. */

import {button, cell, element, head, link, name, strip, table, tag, when} from './elements.js';
import {get, post} from './service.js';

export async function load(shown) {
  return get(['schedules'], {}, shown.signal);
}

const TONES = {ran: 'good', missed: 'doubtful', overlapped: 'doubtful', paused: ''};

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
        tone: TONES[tick.outcome],
        word: tick.outcome,
        title: `${tick.due_at.replace('T', ' ').slice(0, 19)} UTC: ${tick.outcome}. ${tick.reason}`,
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
