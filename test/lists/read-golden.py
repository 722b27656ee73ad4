#!/usr/bin/env python3
"""Reads golden records from publishers' files with Python's own readers, to check Cordon's against.

Nothing of Cordon is used but its table of country names. Run it beside the data, from the project's folder:

    python3 test/lists/read-golden.py ../shared/data/lists > test/lists/golden.jsonl

Each line is one entry of one file: what its publisher states, in a few plain fields. The test compares only the fields
that a line has. Entries are drawn by a fixed seed, so that the same files give the same lines.
"""
import csv, gzip, io, json, os, random, re, sys, unicodedata, zipfile
import xml.etree.ElementTree as ET

ROOT = sys.argv[1]
DRAW = random.Random(20260821)
SUB = '\x1a'


def fold(text):
    text = ''.join(c for c in unicodedata.normalize('NFKD', text) if not unicodedata.combining(c)).lower()
    return ' '.join(re.findall(r'\w+', text.replace('_', ' ')))


def countries():
    table = {}
    with open(os.path.join('data', 'names', 'countries.tsv'), encoding='utf-8') as lines:
        rows = [line.rstrip('\n').split('\t') for line in lines if line.strip() and not line.startswith('#')]
    head, body = rows[0], rows[1:]
    for row in body:
        cells = dict(zip(head, row))
        names = [cells['code'], cells['alpha3'], cells['name']]
        for name in names + cells['other_names'].split('|') + cells['demonyms'].split('|'):
            if name:
                table[fold(name)] = cells['code']
    return table


COUNTRIES = countries()


def code(name):
    return COUNTRIES.get(fold(name or ''))


def raw(path):
    full = os.path.join(ROOT, path)
    return (gzip.open(full) if full.endswith('.gz') else open(full, 'rb')).read()


def squeeze(text):
    return ' '.join(''.join(c for c in (text or '') if unicodedata.category(c) != 'Cf').split())


def local(tag):
    return tag.rsplit('}', 1)[-1]


def tree(path):
    root = ET.fromstring(raw(path))
    for node in root.iter():
        node.tag = local(node.tag)
    return root


def text(node, path):
    found = node.find(path) if node is not None else None
    return squeeze(found.text) if found is not None else ''


def drawn(items, count):
    items = list(items)
    return items if len(items) <= count else DRAW.sample(items, count)


def emit(format_, path, url, day, id_, **fields):
    record = {'format': format_, 'file': path, 'url': url, 'published': day, 'id': id_}
    record.update({key: sorted(value) if isinstance(value, list) else value for key, value in fields.items()})
    print(json.dumps(record, ensure_ascii=False, sort_keys=True))


# OFAC, legacy CSV -------------------------------------------------------------------------------------------------

SCHEMES = {'Passport': 'passport', 'Cedula No.': 'national_id', 'National ID No.': 'national_id', 'C.U.R.P.': 'curp',
           'R.F.C.': 'rfc', 'NIT #': 'tax_id', 'RUC #': 'tax_id', 'SWIFT/BIC': 'bic', 'ISIN': 'isin', 'MMSI': 'mmsi',
           'Folio Mercantil No.': 'registration', 'Company Number': 'registration'}


def ofac_rows(path):
    rows = csv.reader(io.StringIO(raw(path).decode('cp1252').replace(SUB, ''), newline=''))
    return [['' if cell.strip() == '-0-' else cell.strip() for cell in row] for row in rows if row]


def ofac_csv():
    folder, url = 'us_ofac/sdn_2021-07-07', 'https://www.treasury.gov/ofac/downloads/sdn.csv'
    alt, add, more = {}, {}, {}
    for row in ofac_rows(f'{folder}/alt.csv'):
        alt.setdefault(row[0], []).append(row)
    for row in ofac_rows(f'{folder}/add.csv'):
        add.setdefault(row[0], []).append(row)
    for row in ofac_rows(f'{folder}/sdn_comments.csv'):
        more[row[0]] = row[1]
    rows = ofac_rows(f'{folder}/sdn.csv.gz')
    # Titles are word for word inside the remarks and may hold semicolons; entries with one are read from XML instead.
    plain = [row for row in rows if row[4] == '' and '(' not in re.sub(r'\([^()]*\)', '', row[11])]
    rich = [row for row in plain if 'Passport' in row[11] or 'a.k.a.' in row[11] or 'C.U.R.P.' in row[11]]
    picked = drawn(rich, 30) + drawn([row for row in plain if row[2] == 'vessel'], 4) + [row for row in rows if row[0] in ('17674', '12300')]
    for row in picked:
        number = row[0]
        remarks = row[11] + more.get(number, '')
        items = [item.strip() for item in re.sub(r'\.$', '', remarks).split('; ')]
        items = [item[5:] if item.startswith('alt. ') else item for item in items]
        weak = [re.match(r"[afn]\.k\.a\. '(.*)'$", item) for item in items]
        numbers = []
        for item in items:
            for key, scheme in SCHEMES.items():
                found = re.match(re.escape(key) + r' (.+?)(?: \(([^()]*)\))?(?: issued (.+?))?(?: expires (.+?))?$', item)
                if found and not item.startswith('Company Number IMO'):
                    numbers.append([scheme, found.group(1), code(found.group(2)) or ''])
            found = re.match(r'Vessel Registration Identification IMO (\d+)$', item)
            if found:
                numbers.append(['imo', found.group(1), ''])
        emit('ofac-csv', folder, url, '2021-07-07', f'ofac-{number}', name=squeeze(row[1]),
             aliases=[[squeeze(one[3]), 'strong'] for one in alt.get(number, [])] + [[squeeze(one.group(1)), 'weak'] for one in weak if one],
             births=[item[4:] for item in items if item.startswith('DOB ')],
             places=[item[4:] for item in items if item.startswith('POB ')],
             nationalities=[code(item[12:]) or '' for item in items if item.startswith('nationality ')],
             programmes=row[3].split('] ['), numbers=numbers,
             addresses=[', '.join(part for part in one[2:5] if part) for one in add.get(number, []) if any(one[2:5])],
             linked=[item[11:] for item in items if item.startswith('Linked To: ')])


# OFAC, the three XML forms ----------------------------------------------------------------------------------------

XML_SCHEMES = {'Passport': 'passport', 'National ID No.': 'national_id', 'SWIFT/BIC': 'bic', 'ISIN': 'isin',
               'Unified Social Credit Code (USCC)': 'uscc', 'Legal Entity Number': 'lei', 'Website': 'website',
               'Email Address': 'email'}


def ofac_xml():
    path, url = 'us_ofac/cons_2025-03-28/consolidated.xml', 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/CONSOLIDATED.XML'
    entries = tree(path).findall('sdnEntry')
    picked = drawn([one for one in entries if text(one, 'sdnType') == 'Individual'], 12) + drawn([one for one in entries if text(one, 'sdnType') != 'Individual'], 18)
    for one in picked:
        def name(node):
            first, last = text(node, 'firstName'), text(node, 'lastName')
            return f'{last}, {first}' if first else last
        emit('ofac-xml', path, url, '2025-03-28', f"ofac-{text(one, 'uid')}", name=name(one),
             family=text(one, 'lastName') if text(one, 'firstName') else None, given=text(one, 'firstName') or None,
             aliases=[[name(aka), text(aka, 'category')] for aka in one.findall('akaList/aka')],
             births=[text(item, 'dateOfBirth') for item in one.findall('dateOfBirthList/dateOfBirthItem')],
             places=[text(item, 'placeOfBirth') for item in one.findall('placeOfBirthList/placeOfBirthItem')],
             programmes=[squeeze(item.text) for item in one.findall('programList/program')],
             numbers=[[XML_SCHEMES[text(item, 'idType')], text(item, 'idNumber'), code(text(item, 'idCountry')) or '']
                      for item in one.findall('idList/id') if text(item, 'idType') in XML_SCHEMES],
             addresses=[', '.join(part for part in [text(item, tag) for tag in ('address1', 'address2', 'address3', 'city', 'stateOrProvince', 'postalCode', 'country')] if part)
                        for item in one.findall('addressList/address')])


def ofac_enhanced():
    path, url = 'us_ofac/enhanced_xml/irgc_2024-08-28.xml', 'https://sanctionslistservice.ofac.treas.gov/'
    entities = tree(path).find('entities').findall('entity')
    picked = drawn([one for one in entities if text(one, 'generalInfo/entityType') == 'Individual'], 18) + drawn([one for one in entities if text(one, 'generalInfo/entityType') == 'Entity'], 8) + drawn([one for one in entities if text(one, 'generalInfo/entityType') == 'Aircraft'], 4)
    for one in picked:
        names, scripts = [], []
        for name in one.findall('names/name'):
            quality = 'primary' if text(name, 'isPrimary') == 'true' else 'weak' if text(name, 'isLowQuality') == 'true' else 'strong'
            for translation in name.findall('translations/translation'):
                if text(translation, 'isPrimary') == 'true':
                    names.append([text(translation, 'formattedFullName'), quality])
                else:
                    scripts.append(text(translation, 'formattedFullName'))
        births = []
        for feature in one.findall('features/feature'):
            if text(feature, 'type') == 'Birthdate':
                births.append(f"{text(feature, 'valueDate/fromDateBegin')} {text(feature, 'valueDate/toDateEnd')}")
        emit('ofac-enhanced-xml', path, url, '2024-08-28', f"ofac-{one.get('id')}", name=next(name for name, quality in names if quality == 'primary'),
             aliases=[pair for pair in names if pair[1] != 'primary'], scripts=scripts, birth_ranges=births,
             programmes=[squeeze(item.text) for item in one.findall('sanctionsPrograms/sanctionsProgram')],
             nationalities=[code(text(feature, 'value')) or '' for feature in one.findall('features/feature') if text(feature, 'type') == 'Nationality Country'],
             numbers=[[XML_SCHEMES[text(item, 'type')], text(item, 'documentNumber'), code(text(item, 'issuingCountry')) or '']
                      for item in one.findall('identityDocuments/identityDocument') if text(item, 'type') in ('Passport', 'National ID No.')],
             number_schemes=['passport', 'national_id'],
             relations=[[text(item, 'type'), 'ofac-' + item.find('relatedEntity').get('entityId')] for item in one.findall('relationships/relationship')],
             listed=min(item.get('datePublished') for item in one.findall('sanctionsLists/sanctionsList')))


def ofac_advanced():
    path, url = 'us_ofac/advanced_xml/cons_advanced_2020-03-17.xml.gz', 'https://www.treasury.gov/ofac/downloads/sanctions/1.0/cons_advanced.xml'
    root = tree(path)
    words = {(node.tag, node.get('ID')): squeeze(node.text) for node in root.find('ReferenceValueSets').iter() if node.get('ID')}
    programmes, documents, related = {}, {}, {}
    for entry in root.find('SanctionsEntries'):
        for measure in entry.findall('SanctionsMeasure'):
            if words[('SanctionsType', measure.get('SanctionsTypeID'))] == 'Program' and text(measure, 'Comment'):
                programmes.setdefault(entry.get('ProfileID'), set()).add(text(measure, 'Comment'))
    for document in root.find('IDRegDocuments'):
        documents.setdefault(document.get('IdentityID'), []).append(document)
    for relation in root.find('ProfileRelationships'):
        related.setdefault(relation.get('From-ProfileID'), []).append([words[('RelationType', relation.get('RelationTypeID'))], 'ofac-' + relation.get('To-ProfileID')])
    for party in drawn(root.find('DistinctParties'), 25):
        profile = party.find('Profile')
        aliases, primary = [], ''
        for alias in profile.findall('Identity/Alias'):
            kinds = {group.get('ID'): words[('NamePartType', group.get('NamePartTypeID'))] for group in profile.iter('NamePartGroup')}
            values = [(kinds[value.get('NamePartGroupID')], squeeze(value.text)) for value in alias.iter('NamePartValue')]
            last = next((value for kind, value in values if kind == 'Last Name'), None)
            first = next((value for kind, value in values if kind == 'First Name'), None)
            name = f'{last}, {first}' if last and first else ' '.join(value for _, value in values)
            if alias.get('Primary') == 'true':
                primary = name
            else:
                aliases.append([name, 'weak' if alias.get('LowQuality') == 'true' else 'strong'])
        identity = profile.find('Identity').get('ID')
        numbers = [text(one, 'IDRegistrationNo') for one in documents.get(identity, [])]
        for feature in profile.findall('Feature'):
            if words[('FeatureType', feature.get('FeatureTypeID'))] in ('SWIFT/BIC', 'Website', 'Email Address', 'BIK (RU)'):
                numbers += [squeeze(detail.text) for detail in feature.iter('VersionDetail') if squeeze(detail.text)]
        emit('ofac-advanced-xml', path, url, '2020-03-17', f"ofac-{party.get('FixedRef')}", name=primary, aliases=aliases,
             programmes=list(programmes.get(profile.get('ID'), [])), relations=related.get(profile.get('ID'), []),
             number_values=numbers)


# Other publishers -------------------------------------------------------------------------------------------------

def un():
    path, url = 'un/un_consolidated_2026-08-01.xml.gz', 'https://scsanctions.un.org/resources/xml/en/consolidated.xml'
    root = tree(path)
    picked = drawn(root.iter('INDIVIDUAL'), 22) + drawn(root.iter('ENTITY'), 10)
    for one in picked:
        kind = one.tag
        marks = {'Good': 'strong', 'Low': 'weak', 'a.k.a.': 'strong', 'f.k.a.': 'strong'}
        aliases = [[squeeze(node.findtext('ALIAS_NAME')), marks[text(node, 'QUALITY')]] for node in one.findall(f'{kind}_ALIAS') if text(node, 'ALIAS_NAME')]
        births = []
        for node in one.findall('INDIVIDUAL_DATE_OF_BIRTH'):
            if text(node, 'DATE') or text(node, 'YEAR'):
                births.append(text(node, 'DATE') or text(node, 'YEAR'))
            elif text(node, 'FROM_YEAR'):
                births.append(f"{text(node, 'FROM_YEAR')} to {text(node, 'TO_YEAR')}")
        emit('un-xml', path, url, '2026-08-01', f"un-{text(one, 'DATAID')}",
             name=squeeze(' '.join(text(one, tag) for tag in ('FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'))),
             aliases=[pair for pair in aliases if ';' not in pair[0] and '(' not in pair[0]] if not any(';' in pair[0] or '(' in pair[0] for pair in aliases) else None,
             births=births, programmes=[text(one, 'UN_LIST_TYPE')], listed=text(one, 'LISTED_ON')[:10],
             nationalities=[code(value.text) or '' for value in one.findall('NATIONALITY/VALUE') if squeeze(value.text)],
             number_values=[text(node, 'NUMBER') for node in one.findall('INDIVIDUAL_DOCUMENT') if text(node, 'NUMBER')] + [text(one, 'REFERENCE_NUMBER')],
             addresses=[', '.join(part for part in [text(node, tag) for tag in ('STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE', 'COUNTRY')] if part)
                        for node in one.findall(f'{kind}_ADDRESS') if any(text(node, tag) for tag in ('STREET', 'CITY', 'STATE_PROVINCE', 'ZIP_CODE', 'COUNTRY'))])


def eu():
    path, url = 'eu/fsf_1_1_excerpt_2026-08-05.xml', 'https://webgate.ec.europa.eu/fsd/fsf'
    for one in tree(path).findall('sanctionEntity'):
        names = [node.get('wholeName') for node in one.findall('nameAlias')]
        emit('eu-fsf-xml', path, url, '2026-08-05', f"eu-{one.get('logicalId')}", name=squeeze(names[0]),
             aliases=[[squeeze(name), 'strong'] for name in names[1:]],
             births=[node.get('birthdate') for node in one.findall('birthdate')],
             programmes=[node.get('programme') for node in one.findall('regulation')],
             number_values=[node.get('number') for node in one.findall('identification')] + [one.get('euReferenceNumber')]
             + [value for node in one.iter('contactInfo') for value in node.get('value').split('; ')])


def uksl():
    path, url = 'uk/uksl_excerpt_2026-08-14.xml', 'https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml'
    for one in tree(path).findall('Designation'):
        names = []
        for node in one.findall('Names/Name'):
            name = squeeze(' '.join(text(node, f'Name{part}') for part in (1, 2, 3, 4, 5, 6)))
            strength = text(node, 'AliasStrength')
            names.append([name, 'primary' if text(node, 'NameType').lower() == 'primary name' else 'weak' if strength.startswith('Low') else 'strong'])
        emit('uksl-xml', path, url, '2026-08-14', f"gb-{text(one, 'UniqueID')}", name=next(name for name, quality in names if quality == 'primary'),
             aliases=[pair for pair in names if pair[1] != 'primary'],
             scripts=[text(node, 'NameNonLatinScript') for node in one.findall('NonLatinNames/NonLatinName')],
             births=list({squeeze(node.text) for node in one.iter('DOB')}), programmes=[text(one, 'RegimeName')],
             measures=text(one, 'SanctionsImposed').split('|'))


def sheet_rows(path):
    archive = zipfile.ZipFile(os.path.join(ROOT, path))
    space = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
    shared = [''.join(part.text or '' for part in item.iter(f"{{{space['m']}}}t")) for item in ET.fromstring(archive.read('xl/sharedStrings.xml')).findall('m:si', space)]
    for row in ET.fromstring(archive.read('xl/worksheets/sheet1.xml')).iter(f"{{{space['m']}}}row"):
        cells = {}
        for cell in row.findall('m:c', space):
            value = cell.find('m:v', space)
            inline = cell.find('m:is', space)
            column = re.match('[A-Z]+', cell.get('r')).group(0)
            if inline is not None:
                cells[column] = ''.join(part.text or '' for part in inline.iter(f"{{{space['m']}}}t"))
            elif value is not None and value.text is not None:
                cells[column] = shared[int(value.text)] if cell.get('t') == 's' else value.text
        yield cells


def by_heading(rows, key):
    rows = iter(rows)
    for head in rows:
        if key in head.values():
            break
    for row in rows:
        yield {name: squeeze(row.get(column, '')) for column, name in head.items()}


def ofsi():
    path, url = 'uk/ofsi_conlist_2025-04-14.xlsx', 'https://ocsistorage.blob.core.windows.net/publishlive/2022format/ConList.xlsx'
    groups = {}
    for row in by_heading(sheet_rows(path), 'Group ID'):
        groups.setdefault(row['Group ID'], []).append(row)
    for id_, rows in drawn(sorted(groups.items()), 25):
        marks = {'Low quality': 'weak', 'Good quality': 'strong', '': 'strong'}
        names = [[squeeze(' '.join(row[f'Name {part}'] for part in (1, 2, 3, 4, 5, 6))), row['Alias Type'], marks[row['Alias Quality']]] for row in rows]
        primary = [name for name, kind, _ in names if kind == 'Primary name']
        best = {}
        for name, kind, quality in names:
            if kind != 'Primary name' and name not in primary:
                best[name] = 'strong' if 'strong' in (quality, best.get(name)) else 'weak'
        emit('ofsi-conlist', path, url, '2025-04-14', f'ofsi-{id_}', name=primary[0] if primary else None, names_count=len({name for name, _, _ in names}),
             aliases=[[name, quality] for name, quality in best.items()] if len(primary) == 1 else None,
             births=list({value for row in rows for value in re.split(r'\s*\(\d+\)\s*', row['DOB']) if value}),
             programmes=list({row['Regime'] for row in rows if row is rows[0]}))


def fcdo_ods():
    path, url = 'uk/fcdo_search_export_2025-08-11.ods', 'https://search-uk-sanctions-list.service.gov.uk/'
    content = ET.fromstring(zipfile.ZipFile(os.path.join(ROOT, path)).read('content.xml'))
    rows = []
    for row in content.iter('{urn:oasis:names:tc:opendocument:xmlns:table:1.0}table-row'):
        rows.append([squeeze(''.join(cell.itertext())) for cell in row][:8])
    for row in drawn([row for row in rows[1:] if len(row) > 7 and row[2]], 12):
        day, month, year = row[6].split('-')
        emit('uksl-table', path, url, '2025-08-11', f'gb-{row[0]}', name=row[2], programmes=[row[3]], measures=row[7].split(', '), listed=f'{year}-{month}-{day}')


def sema():
    path, url = 'ca/sema_2025-03.xml', 'https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml'
    seen = {}
    for one in tree(path).findall('record'):
        key = ' / '.join(part for part in (text(one, 'Country'), text(one, 'Schedule'), text(one, 'Item')) if part)
        seen.setdefault(key, []).append(one)
    for key, (one, *others) in drawn([pair for pair in seen.items() if len(pair[1]) == 1], 25):
        name = text(one, 'EntityOrShip') or squeeze(f"{text(one, 'GivenName')} {text(one, 'LastName')}")
        born = text(one, 'DateOfBirthOrShipBuildDate')
        emit('ca-sema-xml', path, url, '2025-03-20', f'source:{key}', name=name, family=text(one, 'LastName') or None, listed=text(one, 'DateOfListing'),
             births=[born] if born and text(one, 'LastName') and re.fullmatch(r'[\d-]+', born) else None,
             programmes=[text(one, 'Country')], number_values=[text(one, 'ShipIMONumber')] if text(one, 'ShipIMONumber') else [])


def dfat():
    path, url = 'au/dfat_2026-08-02.xlsx', 'https://www.dfat.gov.au/sites/default/files/Australian_Sanctions_Consolidated_List.xlsx'
    parties = {}
    for row in by_heading(sheet_rows(path), 'Reference'):
        parties.setdefault(re.match(r'\d+', row['Reference']).group(0), []).append(row)
    for id_, rows in drawn(sorted(parties.items()), 25):
        heading = 'Name of Individual or Entity'
        primary = [row[heading] for row in rows if row['Name Type'] == 'Primary Name']
        aliases = {}
        for row in rows:
            if row['Name Type'] == 'Alias' and row[heading] not in primary:
                quality = 'weak' if row['Alias Strength'] == 'Weak' else 'strong'
                aliases[row[heading]] = 'strong' if 'strong' in (quality, aliases.get(row[heading])) else 'weak'
        emit('au-dfat', path, url, '2026-08-02', f'au-{id_}', name=primary[0], aliases=[list(pair) for pair in aliases.items()],
             scripts=[row[heading] for row in rows if row['Name Type'] == 'Original Script'], programmes=[rows[0]['Committees']],
             measures=[name for name in ('Targeted Financial Sanction', 'Travel Ban', 'Arms Embargo', 'Maritime Restriction') if rows[0][name] in ('1', 'TRUE', 'true')])


def seco():
    path, url = 'ch/seco_format_example_2024-01-17.xml', 'https://www.sesam.search.admin.ch/'
    for one in tree(path).findall('target'):
        day = one.find('.//day-month-year')
        emit('ch-seco-xml', path, url, '2024-01-17', f"ch-{one.get('ssid')}", name=text(one, './/name-part/value'),
             births=[f"{day.get('year')}-{int(day.get('month')):02}-{int(day.get('day')):02}"], nationalities=[code(text(one, './/nationality/country')) or ''])


def sat():
    path, url = 'mx/sat_69b_listado_completo_2023-06-30.csv.gz', 'http://omawww.sat.gob.mx/cifras_sat/Documents/Listado_Completo_69-B.csv'
    rows = list(csv.reader(io.StringIO(raw(path).decode('cp1252'), newline='')))[3:]
    count = {}
    for row in rows:
        count[row[1].strip()] = count.get(row[1].strip(), 0) + 1
    for row in drawn([row for row in rows if count[row[1].strip()] == 1], 20):
        emit('mx-sat-69b', path, url, '2023-06-30', f'mx-69b-{row[1].strip()}', name=squeeze(row[2]), programmes=[f'69-B {row[3].strip()}'], number_values=[row[1].strip()])


def csl():
    path, url = 'us_csl/consolidated_sample_2025-06.csv', 'https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv'
    for row in csv.DictReader(io.StringIO(raw(path).decode('utf-8'))):
        emit('us-csl-csv', path, url, '2025-06', 'source:' + (row['entity_number'] or row['_id']), name=squeeze(row['name']),
             aliases=[[squeeze(name), 'strong'] for name in row['alt_names'].split('; ') if name],
             births=[day for day in row['dates_of_birth'].split('; ') if day])


for read in (ofac_csv, ofac_xml, ofac_enhanced, ofac_advanced, un, eu, uksl, ofsi, fcdo_ods, sema, dfat, seco, sat, csl):
    read()
