"""五步考评: who may do what when; signatures, notice, objections."""
