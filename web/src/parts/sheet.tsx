import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'

interface SheetProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly isWide?: true
}

/** A sheet over the page: the rest of it cannot be reached until the sheet is closed, by Escape at the latest. */
export function Sheet({ title, onClose, children, isWide }: SheetProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className="sheet-ground"
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
    >
      <Modal className={`sheet ${isWide === true ? 'wide' : ''}`}>
        <Dialog className="sheet-body">
          <Heading slot="title">{title}</Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
