/** One table: what is known of it, which rows differ, and what to do. */

import {advice, ago, button, cell, count, element, facts, head, link, name, number, pair, resultsStrip, sentence, severityTag, span,
  table, tag, toneOf, verdictTag, when} from './elements.js';
import {get, getIfThere, Problem} from './service.js';
import {startButton} from './start.js';
import {caveats, differing, endedEarly, lateness, matchLimits, toldBy} from './tables.js';
import {key} from './values.js';

const PAGE = 50;

export async function load(shown) {
  const wanted = shown.at.parameters;
  const job = wanted.get('job');
  const offset = Number(wanted.get('offset') ?? 0);
  const [tables, jobs, findings] = await Promise.all([
    get(['tables'], {job}, shown.signal),
    get(['jobs'], {}, shown.signal),
    get(['findings'], {
      job,
      table: wanted.get('source'),
      target: wanted.get('target'),
      kind: wanted.get('kind'),
      open: wanted.get('closed') ? null : true,
      offset,
      limit: PAGE,
    }, shown.signal),
  ]);
  const known = tables.items.find(item => item.source === wanted.get('source') && item.target === wanted.get('target'));
  if (!known) {
    throw new Problem(404, 'Nothing is known of this table: no run has compared it, or it was forgotten.');
  }
  known.late = lateness(known, jobs.items);
  return {known, jobs: jobs.items, tables: tables.items, findings, offset, recommendations: await recommendations(known, shown)};
}

/** What to do about the last result, and about the difference where another run found that. */
async function recommendations(known, shown) {
  const runs = [...new Set([known.last_result.run, toldBy(known).run])];
  const lists = await Promise.all(runs.map(run =>
    getIfThere(['runs', run, 'recommendations'], {target: known.target}, shown.signal)));
  // That nothing is to be done is no advice where something is.
  return [...new Set(lists.flatMap(list => list?.items ?? []))].filter(text =>
    (known.verdict === 'MATCH' && !known.late) || !text.startsWith('No action needed'));
}

export function render(shown) {
  const {known, jobs, recommendations} = shown.data;
  return [
    overall(shown, known, jobs),
    element('div', {class: 'beside'},
        element('div', {}, findings(shown), results(known)),
        advice(recommendations)),
  ];
}

function overall(shown, known, jobs) {
  const last = toldBy(known);
  const isDifferent = known.condition === 'different';
  const tone = isDifferent || known.verdict === 'ERROR' ? 'bad' : known.verdict === 'MATCH' && !known.late ? toneOf('MATCH', known.last_result) : 'doubtful';
  return head(
      tone,
      pair(known),
      element('p', {class: 'summary'}, verdictTag(known.verdict, known.last_result), ' ', severityTag(known.severity), ' ', caveats(known)),
      known.left_out_since
        ? element('p', {class: 'caveat'}, 'The job compares this table no longer, since ', when(known.left_out_since),
            '. To drop what is known of it, if that is meant: ', forgetCommand(known))
        : null,
      isDifferent && known.last_result.verdict === 'MATCH'
        ? element('p', {class: 'caveat'}, 'The last run found no difference, but it compared too little to undo that, or other rows or columns, or by other rules, or read them before that was seen.',
            ' A run that compares as much as the one that found it can; where the settings were changed on purpose,',
            ' this has it begin anew: ', forgetCommand(known))
        : null,
      known.last_result.reason ? element('p', {class: 'caveat'}, sentence(known.last_result.reason)) : null,
      facts(
          ['Job', name(known.job)],
          ['Source rows', number(last.source_count)],
          ['Target rows', number(last.target_count)],
          ['Differing rows', differing(known)],
          ['Compared', known.compared ?? '–'],
          ['Last check', when(known.last_checked)],
          ['Last match', when(known.last_match)],
          last === known.last_result ? null : ['Numbers from', link(`#/run/${last.run}`, when(last.time))],
          ['Last run', link(`#/run/${known.last_result.run}`, ago(known.last_result.time))]),
      start(shown, known, jobs.filter(job => job.job === known.job)));
}

/** The command for this pair of this job and no other, as it is typed in a shell. */
function forgetCommand({job, source, target}) {
  const quoted = word => /^[\p{L}\p{N}_./:@%+=,-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
  const typed = name => name.replace(/"(?:[^"]|"")*"|[^."]+/g, part => /^"|^[^=→[\]]+$/.test(part) ? part : `"${part}"`);
  return element('code', {}, `reconcile history ${quoted(`${typed(source)}=${typed(target)}`)} --job ${quoted(job)} --forget`);
}

function start(shown, known, jobs) {
  return jobs.some(job => job.whole_only)
    ? startButton(shown, jobs, 'Run its whole job', {job: known.job})
    : startButton(shown, jobs, 'Compare it now', {job: known.job, table: known.source});
}

function findings(shown) {
  const {findings: page, offset} = shown.data;
  const withClosed = shown.at.parameters.get('closed') !== null;
  const again = parameters => {
    shown.go({offset: null, ...parameters});
    shown.refresh();
  };
  const option = (value, text) => element('option', {value, selected: (shown.at.parameters.get('kind') ?? '') === value}, text);
  return element(
      'section',
      {'aria-labelledby': 'rows'},
      element('h2', {id: 'rows'}, withClosed ? 'Rows that differ or did' : 'Rows that differ'),
      element('form', {class: 'filters', onsubmit: event => event.preventDefault()},
          element('label', {}, 'Kind ', element('select', {onchange: event => again({kind: event.target.value})},
              option('', 'all'), option('missing', 'missing in the target'), option('extra', 'extra in the target'),
              option('changed', 'changed'))),
          element('label', {}, element('input', {
            type: 'checkbox', checked: withClosed, onchange: event => again({closed: event.target.checked ? 'too' : null})}),
          ' also those that are over')),
      page.total === 0
        ? element('p', {class: 'aside'}, none(shown))
        : [
          page.items.length === 0 ? null : table('overview', 'Rows that differ', ['Row', 'Kind', 'Columns', 'First seen', 'Last seen'],
              page.items.map(finding => row(shown, finding))),
          leftOut(shown),
          pages(page, offset, by => again({offset: by})),
        ]);
}

function none(shown) {
  if (shown.at.parameters.get('kind')) {
    return 'None of this kind is known.';
  }
  const {known} = shown.data;
  if (known.condition !== 'different') {
    return 'None is known.';
  }
  return known.last_result.verdict === 'MATCH' && known.last_result.compared !== 'counts'
    ? 'None is open: the last run saw none of them differ, as far as it compared.'
    : 'None is known: the last runs did not look which rows differ, or could not.';
}

/** The history remembers so many rows of a table and no more. */
function leftOut(shown) {
  const {known, findings: page} = shown.data;
  const told = toldBy(known);
  const differ = (told.missing_rows ?? 0) + (told.extra_rows ?? 0) + (told.changed_rows ?? 0);
  const isAll = shown.at.parameters.get('kind') || shown.at.parameters.get('closed') || known.condition !== 'different';
  return isAll || differ <= page.total ? null : element('p', {class: 'caveat'},
      `Of ${endedEarly(told) ? 'at least ' : ''}${count(differ, 'row')} that differ ${number(page.total)} are remembered; more with history.max-findings.`);
}

function row(shown, finding) {
  return element(
      'tr',
      {'data-key': finding.id},
      element('th', {scope: 'row', class: 'table'},
          link(`#/finding/${finding.id}`, finding.key?.length > 0 ? key(finding.key) : `Row ${finding.id}`)),
      cell('Kind', {}, tag(finding.kind), finding.certain ? null : element('small', {class: 'note'}, 'never at rest')),
      cell('Columns', {}, finding.columns.length === 0 ? '–' : finding.columns.map((column, i) => [i > 0 ? ', ' : null, name(column)])),
      cell('First seen', {}, when(finding.first_seen)),
      cell('Last seen', {}, when(finding.last_seen), finding.resolved_at ? [' ', tag(finding.resolution.replaceAll('_', ' '))] : null));
}

/** Steps through pages of what there is, and back to the first from behind the last. */
export function pages(page, offset, go) {
  if (page.items.length === 0 && offset > 0) {
    return element('p', {class: 'pages'},
        `There are none from ${number(offset + 1)} on. `, button('To the first', () => go(null), {class: 'small'}));
  }
  if (page.total <= page.limit) {
    return null;
  }
  return element('p', {class: 'pages'},
      button('Earlier', () => go(Math.max(0, offset - page.limit) || null), {disabled: offset === 0, class: 'small'}),
      ` ${number(offset + 1)} to ${number(offset + page.items.length)} of ${number(page.total)} `,
      button('Later', () => go(offset + page.limit), {disabled: offset + page.limit >= page.total, class: 'small'}));
}

function results(known) {
  return element(
      'details',
      {},
      element('summary', {}, `The last ${count(known.results.length, 'result')} `, resultsStrip(known.results)),
      table('overview', 'Results, the last first', ['Time', 'Verdict', '#Source rows', '#Target rows', 'Took', 'Reason'],
          known.results.map(result => element('tr', {'data-key': result.run},
              element('th', {scope: 'row'}, link(`#/run/${result.run}`, when(result.time))),
              cell('Verdict', {class: 'verdict'}, verdictTag(result.verdict, result), matchLimits(result)),
              cell('Source rows', {class: 'number'}, number(result.source_count)),
              cell('Target rows', {class: 'number'}, number(result.target_count)),
              cell('Took', {}, span(result.duration_ms / 1000)),
              cell('Reason', {}, result.reason ? sentence(result.reason) : '–')))));
}
