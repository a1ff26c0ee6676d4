"""Old files coming in: Word reports and sheets of figures become a draft that a person reviews."""
