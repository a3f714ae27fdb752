//! Objects that are read from nothing but JSON objects.
//!
//! What serde derives for a struct also takes a list, whose elements it assigns by position
//! (<https://serde.rs/impl-deserialize.html>, `visit_seq`): a row `[7]` would be the object 7.

/// Implements `Deserialize` for structs that derive it with `#[serde(remote = "Self")]`.
macro_rules! objects {
    ($($object:ty),*) => {$(
        impl<'de> serde::Deserialize<'de> for $object {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;
                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $object;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        formatter.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        map: A,
                    ) -> Result<$object, A::Error> {
                        // The derived function of the same name.
                        <$object>::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_any(Object)
            }
        }
    )*};
}

pub(super) use objects;
