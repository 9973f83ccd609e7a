# What stands around every page.

frame-skip-main = Skip to main content
frame-skip-table = Skip to user table
frame-menu = Menu
frame-navigation = Main
# Before the label and a percentage: "Job running: Deactivate, 40 %".
frame-job-running = Job running: { $job }
frame-switch-portal = Switch portal
# Before a name, for screen readers.
frame-account-of = Account of
frame-colours = Colours
frame-theme-auto = Auto
frame-theme-light = Light
frame-theme-dark = Dark
frame-sign-out = Sign out
frame-provider-staff = Provider staff
frame-acting-in = You are acting as provider staff in { $portal }.
frame-leave = Leave
frame-times-in = Times in { $zone }
frame-captured-mail = Captured mail

## Where the menus lead

frame-all-portals = All portals
frame-your-account = Your account
frame-sessions = Sessions
frame-preferences = Preferences
frame-portals = Portals
frame-staff = Staff
frame-users = Users
    .permissions = User Permissions
frame-activity = Activity
frame-jobs = Jobs & exports
