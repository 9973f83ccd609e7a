//! Which columns a file of users has, and what they are called.

use words::Language;

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = $key:literal, $title:literal;)*) => {
        /// One column. Closed: a new column needs its words here before it compiles.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Column { $($(#[$doc])* $name,)* }

        impl Column {
            /// Every column, in the order of the whole file.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The word in URLs and on the command line.
            #[must_use]
            pub const fn key(self) -> &'static str { match self { $(Self::$name => $key),* } }

            /// The English title, by which the others are found.
            const fn english(self) -> &'static str { match self { $(Self::$name => $title),* } }
        }
    };
}

columns! {
    /// Given name.
    FirstName = "first_name", "First name";
    /// Family name.
    LastName = "last_name", "Last name";
    /// Address.
    Email = "email", "E-mail";
    /// Sign-in name.
    Username = "username", "Username";
    /// The role's slug.
    Role = "role", "Role";
    /// The status as a code.
    Status = "status", "Status";
    /// The status in the portal's own words.
    StatusLabel = "status_label", "Status label";
    /// Public id.
    Id = "id", "User ID";
    /// External, internal or service.
    Kind = "kind", "Kind";
    /// When the mailbox proved itself.
    EmailVerified = "email_verified_at", "E-mail verified";
    /// Last sign-in.
    LastSignIn = "last_sign_in_at", "Last sign-in";
    /// When the account was added.
    Added = "added_at", "Added";
    /// Last change.
    Modified = "modified_at", "Modified";
    /// How far onboarding is, or why the account is inactive.
    StateDetail = "state_detail", "State detail";
    /// When that state ends.
    StateEnds = "state_ends_at", "State ends";
    /// Automatic lock or that of an admin.
    Lock = "lock", "Lock";
    /// When an automatic lock ends.
    LockEnds = "lock_ends_at", "Lock ends";
    /// What an admin wrote when locking.
    LockReason = "lock_reason", "Lock reason";
    /// Delivery of the last onboarding mail.
    Mail = "mail", "Onboarding mail";
    /// When that mail was queued.
    MailQueued = "mail_queued_at", "Onboarding mail queued";
    /// The ETag.
    Version = "version", "Version";
}

/// Which columns.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Columns {
    /// First name, last name, permissions, status: what S3.23 asks for. It cannot be imported, for want of the address.
    Documents,
    /// First name, last name, e-mail, username, role, status: what the import reads.
    #[default]
    Standard,
    /// Everything that the list knows.
    Everything,
    /// These, in this order: those that a list shows.
    Chosen(Vec<Column>),
}

impl Columns {
    /// The word in URLs and on the command line; for chosen columns theirs, divided by commas.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Documents => String::from("documents"),
            Self::Standard => String::from("standard"),
            Self::Everything => String::from("everything"),
            Self::Chosen(columns) => columns.iter().map(|c| c.key()).collect::<Vec<_>>().join(","),
        }
    }

    /// The set with this word, or the columns that a list of words names.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "documents" => Some(Self::Documents),
            "standard" => Some(Self::Standard),
            "everything" => Some(Self::Everything),
            _ => {
                let named = key.split(',').map(|word| {
                    let mut all = Column::ALL.iter().copied();
                    all.find(|column| column.key() == word.trim())
                });
                named.collect::<Option<Vec<_>>>().map(Self::Chosen)
            }
        }
    }

    pub(super) fn list(&self) -> &[Column] {
        const DOCUMENTS: &[Column] = &[Column::FirstName, Column::LastName, Column::Role, Column::Status];
        match self {
            Self::Documents => DOCUMENTS,
            Self::Standard => Column::ALL.split_at(6).0,
            Self::Everything => Column::ALL,
            Self::Chosen(columns) => columns,
        }
    }

    pub(super) fn header(&self, language: Language) -> Vec<String> {
        let title = |column: &Column| match (self, column) {
            // The documents call the role so.
            (Self::Documents, Column::Role) => words::csv_header(language, "Permissions"),
            _ => words::csv_header(language, column.english()),
        };
        self.list().iter().map(title).collect()
    }
}
