package records

// Version is Claimlight's.
const Version = "1.0.0"
