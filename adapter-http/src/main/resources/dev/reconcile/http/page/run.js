/** One run: how it goes while it goes, and what came of it. */

import {advice, button, cell, count, element, facts, head, limits, link, name, number, pair, sentence, severityTag, span, table, verdictTag, when}
  from './elements.js';
import {stateTags, took, why} from './runs.js';
import {events, get, getIfThere, Problem, save} from './service.js';
import {cancelButton} from './start.js';
import {matchLimits, tableLink} from './tables.js';

export async function load(shown) {
  const id = shown.at.rest[0] || 'none';
  const run = await get(['runs', id], {}, shown.signal);
  const goesOn = run.state === 'running' || run.state === 'queued';
  if (goesOn) {
    follow(shown, id);
    return {...shown.data, run, goesOn, results: []};
  }
  const [results, recommendations] = await Promise.all([
    get(['runs', id, 'tables'], {}, shown.signal),
    getIfThere(['runs', id, 'recommendations'], {}, shown.signal),
  ]);
  return {run, goesOn, results: results.items, recommendations: recommendations?.items ?? null};
}

/** Listens to the run until it ends. Where that cannot be, the run is asked for every few seconds. */
async function follow(shown, id) {
  if (shown.isFollowed) {
    return;
  }
  shown.isFollowed = true;
  const live = {total: null, tables: new Map(), note: null};
  shown.live = live;
  try {
    for await (const {event, data} of events(id, shown.signal)) {
      if (event === 'end') {
        live.end = data.summary ?? 'The run has ended.';
        shown.say(live.end);
        if (shown.data) {
          shown.show();
        }
        shown.refresh();
        return;
      }
      take(live, event, data);
      if (event === 'table_finished') {
        shown.say(`${data.source}: ${data.verdict}`);
      }
      if (shown.data) {
        shown.show();
      }
    }
  } catch (failure) {
    if (failure.name === 'AbortError') {
      return;
    }
    live.note = failure instanceof Problem ? `How it goes cannot be followed: ${failure.message}` : 'The connection broke.';
  }
  // Tried again with the next look, unless the service said that it cannot be.
  setTimeout(() => shown.isFollowed = false, 15_000);
}

function take(live, event, data) {
  const known = () => {
    const pairName = `${data.source} ${data.target}`;
    if (!live.tables.has(pairName)) {
      live.tables.set(pairName, {source: data.source, target: data.target, sourceRows: null, targetRows: null, verdict: null});
    }
    return live.tables.get(pairName);
  };
  switch (event) {
    case 'waiting':
      live.note = `It waits for run ${data.for_run}, which compares one of its tables.`;
      break;
    case 'started':
      live.total = data.tables;
      live.note = null;
      break;
    case 'table_started':
      Object.assign(known(), {sourceEstimate: data.source_estimate, targetEstimate: data.target_estimate});
      break;
    case 'progress':
      progress(live, data.tables);
      break;
    case 'table_finished':
      Object.assign(known(), {verdict: data.verdict, result: data});
      break;
    case 'pausing':
      live.note = `It pauses: ${data.reason}`;
      break;
    case 'going_on':
      live.note = null;
      break;
    default:
      break;
  }
}

function progress(live, tables) {
  for (const table of tables) {
    const pairName = `${table.source} ${table.target}`;
    const known = live.tables.get(pairName) ?? {source: table.source, target: table.target, verdict: null};
    live.tables.set(pairName, {...known, sourceRows: table.source_rows, targetRows: table.target_rows});
  }
}

export function render(shown) {
  return shown.data.goesOn ? going(shown) : ended(shown);
}

function going(shown) {
  const {run} = shown.data;
  const live = shown.live ?? {total: null, tables: new Map(), note: null};
  progress(live, run.progress ?? []);
  const tables = [...live.tables.values()];
  if (live.end) {
    // Its results cannot be had yet.
    return head('doubtful', 'The run has ended', element('p', {class: 'summary'}, sentence(live.end)));
  }
  const done = tables.filter(known => known.verdict !== null).length;
  return [
    head('', run.state === 'queued' ? 'A run waits' : 'A run goes on',
        element('p', {class: 'summary'}, name(run.job), ', for ', why(run), ', ', took(run), '.'),
        live.note ? element('p', {class: 'caveat'}, sentence(live.note)) : null,
        live.total === null ? null : element('p', {},
            element('label', {for: 'done'}, `${done} of ${count(live.total, 'table')} done`),
            element('progress', {id: 'done', max: live.total, value: done})),
        shown.may('operator') ? element('p', {}, cancelButton(shown, run)) : null),
    tables.length === 0 ? null : table('overview', 'How far each table is', ['Table', 'State', '#Source rows read', '#Target rows read', 'About'],
        tables.map(liveRow)),
  ];
}

function liveRow(known) {
  const about = Math.max(known.sourceEstimate ?? 0, known.targetEstimate ?? 0);
  const read = Math.max(known.sourceRows ?? 0, known.targetRows ?? 0);
  const bar = about > 0 && known.verdict === null
    ? element('progress', {max: about, value: Math.min(read, about), 'aria-label': `${known.source}: rows read, of about ${number(about)}`})
    : null;
  return element(
      'tr',
      {'data-key': `${known.source} ${known.target}`},
      element('th', {scope: 'row', class: 'table'}, pair(known)),
      cell('State', {class: 'verdict'}, known.verdict ? [verdictTag(known.verdict, known.result), matchLimits(known.result)] : 'being compared'),
      cell('Source rows read', {class: 'number'}, number(known.sourceRows)),
      cell('Target rows read', {class: 'number'}, number(known.targetRows)),
      cell('About', {}, about > 0 ? `${number(about)} rows ` : '–', bar));
}

function ended(shown) {
  const {run, results, recommendations} = shown.data;
  const isLimited = results.length < run.tables || run.warnings_total > 0 || results.some(result => limits(result).length > 0);
  const tone = {PASS: isLimited ? 'limited' : 'good', NO_DATA: 'doubtful', FAIL: 'bad'}[run.status] ?? (run.state === 'completed' ? '' : 'doubtful');
  return [
    head(
        run.state === 'failed' ? 'bad' : tone,
        run.state === 'completed' ? `Run: ${run.status}` : `Run: ${run.state}`,
        element('p', {class: 'summary'}, stateTags(run, isLimited), ' ', sentence(run.summary ?? '')),
        facts(
            ['Job', name(run.job)],
            ['Began for', why(run)],
            ['Started', when(run.started_at)],
            ['Took', took(run)],
            run.resumes ? ['Makes up for', link(`#/run/${run.resumes}`, 'an earlier run')] : null),
        recommendations === null ? null : element('p', {class: 'buttons'},
            ['json', 'csv', 'html'].map(format => button(`Report as ${format.toUpperCase()}`, () =>
              shown.act(`Report as ${format.toUpperCase()}`, 'The report is saved.', () => save(['runs', run.id, 'report'], {format}, `reconcile-${run.id}.${format}`)), {class: 'quiet'})))),
    warnings(run),
    results.length < run.tables ? element('p', {class: 'caveat'},
        `Of ${count(run.tables, 'table')} the results of ${results.length} are in the history by now.`) : null,
    results.length === 0 ? null : element('div', {class: 'beside'}, list(run, results), advice(recommendations ?? [])),
  ];
}

/** What the reader of its results should know beside them. */
function warnings(run) {
  const all = (run.warnings ?? []).map(text => element('p', {class: 'caveat'}, sentence(text)));
  const left = (run.warnings_total ?? 0) - all.length;
  return all.length === 0 ? null : element(
      'section',
      {'aria-labelledby': 'warnings'},
      element('h2', {id: 'warnings'}, count(run.warnings_total, 'warning')),
      all.slice(0, AT_ONCE),
      all.length > AT_ONCE ? element('details', {}, element('summary', {}, `${number(all.length - AT_ONCE)} more`), all.slice(AT_ONCE)) : null,
      left > 0 ? element('p', {class: 'aside'}, `Its report has ${number(left)} more.`) : null);
}

/** So many warnings are seen without unfolding them. */
const AT_ONCE = 5;

function list(run, results) {
  return element(
      'section',
      {'aria-labelledby': 'results'},
      element('h2', {id: 'results'}, 'Tables'),
      table('overview', 'What the run found', ['Table', 'Verdict', 'Severity', '#Source rows', '#Target rows', 'Took'],
          results.map(result => element('tr', {'data-key': `${result.source} ${result.target}`},
              element('th', {scope: 'row', class: 'table'}, link(tableLink(result), pair(result)),
                  result.reason ? element('div', {class: 'aside'}, sentence(result.reason)) : null),
              cell('Verdict', {class: 'verdict'}, verdictTag(result.verdict, result), matchLimits(result)),
              cell('Severity', {class: 'severity'}, severityTag(result.severity) ?? '–'),
              cell('Source rows', {class: 'number'}, number(result.source_count)),
              cell('Target rows', {class: 'number'}, number(result.target_count)),
              cell('Took', {}, span(result.duration_ms / 1000))))));
}
