import { dayAfter, isoDay, type PartialDate } from '../../model/partial-date.ts'
import { joined } from '../mapping/clean-text.ts'
import type { AddressParts } from '../mapping/list-tally.ts'
import type { XmlNode } from '../reading/xml.ts'
import type { KeyedValue } from './keyed-value.ts'

/** What the parties of an ADVANCED_XML file refer to: code tables, locations and documents, which stand before them. */
export class AdvancedReferences {
  readonly #names = new Map<string, string>()
  readonly #locations = new Map<string, AddressParts>()
  readonly #documents = new Map<string, KeyedValue[]>()

  take(sets: XmlNode): void {
    for (const set of sets.children) {
      for (const value of set.children) this.#names.set(`${value.name} ${value.attribute('ID')}`, value.text)
    }
  }

  /** The word of a code, as in `name('AliasType', '1400')`; empty where the table lacks it. */
  name(table: string, id: string): string {
    return this.#names.get(`${table} ${id}`) ?? ''
  }

  takeLocation(node: XmlNode): void {
    const parts = node.all('LocationPart').map((part) => ({
      type: this.name('LocPartType', part.attribute('LocPartTypeID')).toUpperCase(),
      value: part.within('LocationPartValue', 'Value').map(({ text }) => text)[0] ?? '',
    }))
    const ofType = (...types: readonly string[]): string =>
      joined(
        types.flatMap((type) => parts.filter((part) => part.type === type).map(({ value }) => value)),
        ', ',
      )
    this.#locations.set(node.attribute('ID'), {
      street: ofType('ADDRESS1', 'ADDRESS2', 'ADDRESS3'),
      city: ofType('CITY'),
      region: ofType('STATE/PROVINCE', 'REGION'),
      postalCode: ofType('POSTAL CODE'),
      country: this.#countryOf(node),
    })
  }

  #countryOf(node: XmlNode): string {
    const byCountry = this.name('Country', node.child('LocationCountry')?.attribute('CountryID') ?? '')
    const country = byCountry || this.name('Country', node.child('LocationAreaCode')?.attribute('AreaCodeID') ?? '')
    return country === 'undetermined' ? '' : country
  }

  location(id: string): AddressParts | undefined {
    return this.#locations.get(id)
  }

  placeName(id: string): string {
    const location = this.#locations.get(id)
    return location === undefined
      ? ''
      : joined([location.street, location.city, location.region, location.country], ', ')
  }

  takeDocument(node: XmlNode): void {
    const identity = node.attribute('IdentityID')
    const held = this.#documents.get(identity) ?? []
    this.#documents.set(identity, held)
    held.push({
      key: this.name('IDRegDocType', node.attribute('IDRegDocTypeID')),
      value: node.textOf('IDRegistrationNo'),
      country: this.name('Country', node.attribute('IssuedBy-CountryID')),
      issued: this.#documentDay(node, 'Issue Date'),
      expires: this.#documentDay(node, 'Expiration Date'),
    })
  }

  #documentDay(node: XmlNode, type: string): PartialDate | undefined {
    const dated = node
      .all('DocumentDate')
      .find((date) => this.name('IDRegDocDateType', date.attribute('IDRegDocDateTypeID')) === type)
    const from = dated?.child('DatePeriod')?.child('Start')?.child('From')
    const to = dated?.child('DatePeriod')?.child('End')?.child('To') ?? from
    const [first, last] = [dayIn(from), dayIn(to)]
    return first === undefined || last === undefined || first > last
      ? undefined
      : { from: first, to: dayAfter(last), asPublished: first === last ? first : `${first} to ${last}` }
  }

  documentsOf(identity: string): readonly KeyedValue[] {
    return this.#documents.get(identity) ?? []
  }
}

const dayIn = (node: XmlNode | undefined): ReturnType<typeof isoDay> =>
  node === undefined
    ? undefined
    : isoDay(Number(node.textOf('Year')), Number(node.textOf('Month')), Number(node.textOf('Day')))
